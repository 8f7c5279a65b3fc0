import { orderForReport } from '../../analysis/order.ts';
import type { Reject } from '../../model/book.ts';
import type { FormerClients } from '../../model/previous.ts';
import { type NumericColumn, type TextColumn, textAt } from '../../model/table.ts';
import { compareText } from '../../text/text-order.ts';
import type { ScoredBook } from '../score-book.ts';
import { createMasker, maskTable } from './mask-columns.ts';
import type { MaskKey } from './mask-key.ts';
import { maskSummary } from './mask-summary.ts';
import { Pseudonyms } from './pseudonyms.ts';

// The result of a run with pseudonyms in the place of clients, before anything is written of it: no format, and no later one,
// sees the clients. It comes last, after scores, places and moves, so that ties are still settled by the real ids and a
// masked report says of every client what the house's own one says (docs/decisions/0019-mask.md).

export function maskReport(report: ScoredBook, key: MaskKey): ScoredBook {
  const { rubric, table, summary, rejects, former, locale } = report;
  const pseudonyms = new Pseudonyms(key, locale, namedIds(report));
  const masker = createMasker(table, rubric, pseudonyms);
  const masked = maskTable(table, rubric, masker);
  return {
    ...report,
    summary: maskSummary(summary, rubric, masker),
    table: masked,
    order: orderForReport((masked.columns.get('score') as NumericColumn).values),
    rejects: rejects.map((reject) => maskReject(reject, pseudonyms)),
    ...(former && { former: maskFormer(former, pseudonyms) }),
  };
}

/** Every id that the run says something of. */
function* namedIds({ rubric, table, summary, rejects, former }: ScoredBook): Generator<string> {
  const ids = table.columns.get(rubric.portfolio.id) as TextColumn;
  for (let row = 0; row < table.rows; row++) yield textAt(ids, row) as string;
  for (const { client } of rejects) if (client !== undefined) yield client;
  yield* former?.ids ?? [];
  for (const { client } of summary.overrides ?? []) yield client;
}

/** What stood in an unusable cell may be anything, such as a name where columns have slipped: none of it is told. */
function maskReject(reject: Reject, pseudonyms: Pseudonyms): Reject {
  const { client, value } = reject;
  const isCount = value !== undefined && reject.field === undefined && /^\d+ cells$/.test(value);
  return {
    ...reject,
    ...(client === undefined ? {} : { client: pseudonyms.id(client) }),
    ...(value === undefined || isCount ? {} : { value: pseudonyms.text(value) }),
  };
}

/** In the order of the masked ids, as the book is. */
function maskFormer({ ids, lastSeen, tiers }: FormerClients, pseudonyms: Pseudonyms): FormerClients {
  const masked = ids.map((id) => pseudonyms.id(id));
  const order = [...masked.keys()].sort((a, b) => compareText(masked[a], masked[b]));
  return {
    ids: order.map((at) => masked[at]),
    lastSeen: Float64Array.from(order, (at) => lastSeen[at]),
    tiers: order.map((at) => tiers[at]),
  };
}
