import type { Decimal } from '../../../model/decimal.ts';
import { inLocale } from '../../../model/locale.ts';
import type { ResourceFigures, ResourceSummary } from '../../../model/summary.ts';
import { addDecimals } from '../../add-decimals.ts';
import { column } from '../columns.ts';
import type { ReportColumn, ReportTable } from '../document.ts';
import { type DocumentScope, tierName } from '../scope.ts';

interface Shown {
  readonly column: ReportColumn;
  readonly of: (tier: ResourceSummary) => Decimal | null;
  /** Whether it adds up over tiers. */
  readonly adds: boolean;
}

/** Hours and cost of the tiers, beside the previous run's; nothing where the rubric speaks of neither. */
export function resourceTable(scope: DocumentScope): ReportTable[] {
  const { summary, words, locale } = scope;
  const resources = summary.resources ?? [];
  const shown = listShown(scope, resources);
  if (shown.length === 0) return [];
  const services = resources.map(({ service }) => words.joined(inLocale(service, locale, [])));
  const served = services.some((text) => text !== '');
  const rows = resources.map((tier, index) => ({
    cells: [
      tierName(scope, tier.tier),
      ...shown.map(({ of }) => of(tier)),
      ...(served ? [services[index] || null] : []),
    ],
  }));
  const totals = shown.map(({ of, adds }) => {
    const values = resources.map(of);
    return adds && values.some((value) => value !== null) ? addDecimals(values) : null;
  });
  return [
    {
      key: 'resources',
      title: words.summary.resources,
      columns: [
        column('text', 'tier', words.columns.tier),
        ...shown.map((one) => one.column),
        ...(served ? [column('text', 'service', words.summary.service)] : []),
      ],
      rows: [...rows, { cells: [words.total, ...totals, ...(served ? [null] : [])], total: true }],
    },
  ];
}

function listShown({ words, measure }: DocumentScope, resources: readonly ResourceSummary[]): Shown[] {
  const { columns } = words;
  const has = (figure: 'hours' | 'cost') => resources.some((tier) => tier[figure] !== null);
  const previous = resources.some((tier) => tier.previous !== undefined);
  const show = (figure: keyof ResourceFigures & string, kind: 'number' | 'money', title: string, digits: number) => {
    const pick = (figures: ResourceFigures | undefined) => (figures?.[figure] ?? null) as Decimal | null;
    const adds = digits === 0;
    const now: Shown = { column: column(kind, figure, title, digits), adds, of: pick };
    const before: Shown = {
      column: column(kind, `previous_${figure}`, columns.before(title), digits),
      adds,
      of: (tier) => pick(tier.previous),
    };
    return previous ? [now, before] : [now];
  };
  return [
    ...(has('hours') ? show('hours', 'number', columns.hours, 0) : []),
    ...(has('cost') ? show('cost', 'money', columns.cost, 0) : []),
    ...(has('hours') ? show('hoursPer1000', 'number', columns.hoursPer1000(measure), 4) : []),
    ...(has('cost') ? show('costPer1000', 'money', columns.costPer1000(measure), 2) : []),
  ];
}
