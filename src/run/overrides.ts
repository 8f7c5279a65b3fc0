import type { ManifestInput } from '../audit/manifest.ts';
import { type OverrideLine, readOverrides } from '../input/overrides/read-overrides.ts';
import { fieldTypes } from '../input/types/index.ts';
import { foldText } from '../input/types/width.ts';
import type { Decimal } from '../model/decimal.ts';
import type { Problem } from '../model/problem.ts';
import type { Rubric } from '../model/rubric.ts';
import type { OverrideEntry } from '../model/summary.ts';
import { type Column, isText, type Table, type TextColumn, textAt } from '../model/table.ts';
import { UserError } from '../model/user-error.ts';
import { formatShort, ratio, toScale } from '../numeric/decimal.ts';
import { sharedCodes } from '../parallel/shared-memory.ts';
import { compareText } from '../text/text-order.ts';
import { hashed } from './hashing.ts';
import { counted, type Host } from './host.ts';
import { pairBooks } from './pair-books.ts';
import type { runProblems } from './problems.ts';
import { findSources } from './sources.ts';

// Tiers given by hand. What a line says of itself is judged before the run, what hangs on the client's score after it. All
// lines stay in the register; those that are not taken say why.

type Why = Extract<keyof typeof runProblems, `override-${string}`>;

export interface LoadedOverrides {
  readonly lines: readonly OverrideLine[];
  readonly findings: readonly Problem[];
  readonly input: ManifestInput;
}

export async function loadOverrides(path: string, rubric: Rubric, host: Host): Promise<LoadedOverrides> {
  const sources = await findSources([path], host);
  if (sources.length !== 1) {
    const message = '--overrides takes one file';
    throw new UserError([{ code: 'bad-option', severity: 'error', message, found: path }]);
  }
  const source = hashed(sources[0]);
  host.progress.phase('read', source.name);
  const key = rubric.fields.find(({ name }) => name === rubric.portfolio.id);
  const { lines, findings, rows, sheet } = await readOverrides(source, key?.from ?? [], fieldTypes);
  return {
    lines,
    findings: findings.map((finding) => ({ ...finding, message: `${source.name}: ${finding.message}` })),
    input: { name: source.name, ...(await source.digest()), ...(sheet === undefined ? {} : { sheet }), rows },
  };
}

function refuse(why: Why): { readonly status: 'refused'; readonly why: Why } {
  return { status: 'refused', why };
}

/** A line with what is known of it before the run; `row` is its client's in the book, −1 where there is none. */
export interface JudgedLine {
  readonly line: OverrideLine;
  /** The rubric's name of the tier; as written where it has none. */
  readonly tier: string;
  readonly row: number;
  /** `live`: it counts unless the client's own figures forbid it. */
  readonly status: Exclude<OverrideEntry['status'], 'applied'> | 'live';
  readonly why?: Why;
}

/** Judges the lines in the order of the register: client, then line. `ids` are the book's, in order. */
export function judgeOverrides(
  lines: readonly OverrideLine[],
  rubric: Rubric,
  asOf: number,
  ids: TextColumn,
): JudgedLine[] {
  const ordered = [...lines].sort((a, b) => compareText(a.client, b.client) || a.line - b.line);
  const clients = [...new Set(ordered.map(({ client }) => client))];
  const codes = Int32Array.from(clients, (_, code) => code);
  const { now } = pairBooks({ type: ids.type, codes, dictionary: clients }, ids);
  const rowOf = new Map(clients.map((client, code) => [client, now[code]]));
  const judged = ordered.map((line): JudgedLine => {
    const tier = findTier(line.tier, rubric);
    const row = rowOf.get(line.client) ?? -1;
    return { line, row, tier: tier ?? line.tier, ...judge(line, tier, row, rubric, asOf) };
  });
  const live = new Map<string, number>();
  for (const { line, status } of judged) {
    if (status === 'live') live.set(line.client, (live.get(line.client) ?? 0) + 1);
  }
  return judged.map((own) =>
    own.status === 'live' && live.get(own.line.client) !== 1 ? { ...own, ...refuse('override-not-single') } : own,
  );
}

function judge(
  line: OverrideLine,
  tier: string | undefined,
  row: number,
  { overrides }: Rubric,
  asOf: number,
): Pick<JudgedLine, 'status' | 'why'> {
  const { effectiveDay, expiresDay, faults } = line;
  if (faults.some(({ field }) => field === undefined)) return refuse('override-unreadable');
  if (faults.some(({ found }) => found === undefined)) return refuse('override-incomplete');
  if (faults.length > 0 || expiresDay < effectiveDay) return refuse('override-bad-date');
  if (expiresDay < asOf) return { status: 'expired' };
  if (row < 0) return { status: 'not-found' };
  if (tier === undefined) return refuse('override-unknown-tier');
  if (foldName(line.requestedBy) === foldName(line.approvedBy)) return refuse('override-same-person');
  const { expireWithinDays } = overrides;
  if (expireWithinDays !== undefined && expiresDay - effectiveDay > expireWithinDays)
    return refuse('override-too-long');
  return { status: effectiveDay > asOf ? 'pending' : 'live' };
}

/** Names of people differ in width, case and spaces only: they are the same person. */
function foldName(name: string): string {
  return foldText(name.normalize('NFKC')).toLowerCase().replace(/\s+/g, '');
}

/** The tier of that name, or else of that label in any language. */
function findTier(text: string, { tiers }: Rubric): string | undefined {
  const wanted = foldText(text);
  const byName = tiers.find(({ tier }) => tier === text) ?? tiers.find(({ tier }) => foldText(tier) === wanted);
  const hasLabel = ({ label }: Rubric['tiers'][number]) => Object.values(label).some((own) => foldText(own) === wanted);
  return (byName ?? tiers.find(hasLabel))?.tier;
}

/** `to_tier`: the tier that a live line gives its client. */
export function overrideColumn(judged: readonly JudgedLine[], { tiers }: Rubric, rows: number): TextColumn {
  const values = tiers.map(({ tier }) => tier);
  const codes = sharedCodes(rows).fill(-1);
  for (const { status, row, tier } of judged) if (status === 'live') codes[row] = values.indexOf(tier);
  return { type: { kind: 'category', scale: 0, values }, codes, dictionary: values };
}

/** The register, once the model's tiers and what the rubric allows are known. */
export function settleOverrides(judged: readonly JudgedLine[], { columns }: Table): OverrideEntry[] {
  const model = columns.get('tier.model');
  const allowed = columns.get('$override.allowed');
  return judged.map(({ line, row, tier, status, why }): OverrideEntry => {
    const from = row >= 0 && model !== undefined && isText(model) ? textAt(model, row) : null;
    return {
      client: line.client,
      from,
      to: tier,
      reason: line.reason,
      requestedBy: line.requestedBy,
      approvedBy: line.approvedBy,
      effective: line.effective,
      expires: line.expires,
      ...(status === 'live' ? settle(from, allowed, row) : { status, ...(why === undefined ? {} : { why }) }),
      line: line.line,
    };
  });
}

function settle(from: string | null, allowed: Column | undefined, row: number): Pick<OverrideEntry, 'status' | 'why'> {
  if (from === null) return refuse('override-without-tier');
  if (allowed === undefined || isText(allowed)) throw new Error('whether tiers given by hand are allowed was not kept');
  return allowed.values[row] === 1 ? { status: 'applied' } : refuse('override-forbidden');
}

const sentences: Readonly<Record<Why, string>> = {
  'override-unreadable': 'have other cells than the headings',
  'override-incomplete': 'lack a cell that must be filled in',
  'override-bad-date': 'have a date that is none, or expire before they are effective',
  'override-unknown-tier': 'ask for a tier that the rubric does not have',
  'override-same-person': 'are requested and approved by the same person',
  'override-too-long': 'last longer than the rubric allows',
  'override-not-single': 'stand beside another one for the same client and time',
  'override-without-tier': 'are of clients to whom the model gives no tier',
  'override-forbidden': 'are forbidden by the rubric',
  'override-not-found': 'are of clients that the book does not have',
  'override-share': 'are more than the rubric expects',
};

/** What is worth a look: lines that were not taken, counted by why, and too many that were. */
export function overrideFindings(
  register: readonly OverrideEntry[],
  clients: number,
  warnShare: Decimal | undefined,
): Problem[] {
  const counts = new Map<Why, number>();
  for (const { status, why } of register) {
    const code = status === 'not-found' ? 'override-not-found' : (why as Why | undefined);
    if (code !== undefined) counts.set(code, (counts.get(code) ?? 0) + 1);
  }
  const findings = [...counts].map(([code, count]): Problem => {
    return { code, severity: 'finding', message: `overrides are not taken that ${sentences[code]}`, count };
  });
  const applied = register.filter(({ status }) => status === 'applied').length;
  const share = ratio(BigInt(applied), BigInt(clients), 6);
  if (share === null || warnShare === undefined || share.units <= toScale(warnShare, 6).units) return findings;
  const message = `${counted(applied, 'override')} of ${counted(clients, 'client')} ${sentences['override-share']}`;
  const percent = ({ units, scale }: Decimal) => `${formatShort(units * 100n, scale)} %`;
  const [found, expected] = [percent(share), `at most ${percent(warnShare)}`];
  return [...findings, { code: 'override-share', severity: 'finding', message, found, expected }];
}
