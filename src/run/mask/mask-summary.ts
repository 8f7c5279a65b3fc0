import type { Problem } from '../../model/problem.ts';
import type { Rubric } from '../../model/rubric.ts';
import type { BreakdownSummary, OverrideEntry, Summary } from '../../model/summary.ts';
import type { Masker } from './mask-columns.ts';

/** A summary that names nobody: clients, groups, people who ask for and approve tiers, and what they wrote. */
export function maskSummary(summary: Summary, rubric: Rubric, masker: Masker): Summary {
  const { breakdowns, capacity, groups, migration, overrides, findings } = summary;
  const { pseudonyms, maskIn } = masker;
  const valueIn = (field: string, value: string | null) => (value === null ? null : maskIn(field, value));
  return {
    ...summary,
    breakdowns: mapEntries(breakdowns, (values: readonly BreakdownSummary[], field) =>
      values.map((one) => ({ ...one, value: valueIn(field, one.value) })),
    ),
    capacity: capacity.map((place) =>
      place.missed === undefined
        ? place
        : { ...place, missed: place.missed.map((one) => ({ ...one, client: pseudonyms.id(one.client) })) },
    ),
    ...(groups && {
      groups: {
        ...groups,
        largest: groups.largest.map((one) => ({
          ...one,
          group: one.group === null ? null : pseudonyms.group(one.group),
          client: one.client === null ? null : pseudonyms.id(one.client),
        })),
      },
    }),
    ...(migration && {
      migration: {
        ...migration,
        new: {
          ...migration.new,
          by: mapEntries(migration.new.by, (values, field) =>
            values.map((one) => ({ ...one, value: valueIn(field, one.value) })),
          ),
        },
      },
    }),
    ...(overrides && { overrides: overrides.map((entry) => maskOverride(entry, rubric, masker)) }),
    findings: findings.map((finding) => maskFinding(finding, masker)),
  };
}

function mapEntries<T, R>(record: Readonly<Record<string, T>>, change: (value: T, key: string) => R) {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value, key)]));
}

function maskOverride(entry: OverrideEntry, { tiers }: Rubric, { pseudonyms }: Masker): OverrideEntry {
  return {
    ...entry,
    client: pseudonyms.id(entry.client),
    // A tier that the rubric does not have stands there as somebody wrote it.
    to: tiers.some(({ tier }) => tier === entry.to) ? entry.to : pseudonyms.text(entry.to),
    reason: pseudonyms.text(entry.reason),
    requestedBy: entry.requestedBy === '' ? '' : pseudonyms.person(entry.requestedBy),
    approvedBy: entry.approvedBy === '' ? '' : pseudonyms.person(entry.approvedBy),
  };
}

/** Findings are about fields and counts; what they quote of a book are headings, one of which may be a client after all. */
function maskFinding(finding: Problem, { maskKnown }: Masker): Problem {
  const { excerpt: _, ...told } = finding;
  const inQuotes = (text: string) => text.replace(/"([^"]+)"/g, (_, quoted: string) => `"${maskKnown(quoted)}"`);
  return {
    ...told,
    message: inQuotes(told.message),
    ...(told.found === undefined ? {} : { found: maskKnown(told.found) }),
    ...(told.hint === undefined ? {} : { hint: inQuotes(told.hint) }),
  };
}
