/** An exact decimal: `units / 10^scale`. Totals over clients and every figure of the summary are of this type. */
export interface Decimal {
  readonly units: bigint;
  readonly scale: number;
}
