import type { Expr } from '../model/expression.ts';
import type { OutcomeSummary } from '../model/summary.ts';

/**
 * How the values of a figure read. Shares, means of percentages and quotients of two sums of a kind (money, clients, anything
 * else) are shares; their sums and differences too. Money stays money; everything else, such as a hundred times a share, is a number.
 */
export function unitOf(figure: Expr): OutcomeSummary['unit'] {
  if (figure.type.kind === 'money') return 'money';
  return isShare(figure) ? 'share' : 'number';
}

function isShare(expr: Expr): boolean {
  switch (expr.op) {
    case 'aggregate':
      return expr.name === 'share' || (expr.name !== 'count' && expr.value?.type.kind === 'percent');
    case 'add':
    case 'subtract':
      return [expr.left, expr.right].every((side) => side.op === 'constant' || isShare(side));
    case 'divide':
      return expr.right.op === 'constant' ? isShare(expr.left) : quantityOf(expr.left) === quantityOf(expr.right);
    case 'convert':
      return isShare(expr.arg);
    case 'choose':
      return [...expr.cases.map(({ then }) => then), expr.otherwise].every(
        (branch) => branch.op === 'constant' || isShare(branch),
      );
    default:
      return false;
  }
}

/** What a side of a quotient counts: money, clients, or some other quantity. */
function quantityOf(expr: Expr): 'money' | 'clients' | 'other' {
  if (expr.type.kind === 'money') return 'money';
  return isCount(expr) ? 'clients' : 'other';
}

function isCount(expr: Expr): boolean {
  if (expr.op === 'add' || expr.op === 'subtract') return isCount(expr.left) && isCount(expr.right);
  return expr.op === 'aggregate' && expr.name === 'count';
}
