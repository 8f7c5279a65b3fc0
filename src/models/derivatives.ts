// Derivatives by central differences and the few matrix operations that a fit needs. The functions differentiated are mean
// log-likelihoods in log-parameters, so that one step suits all: values and arguments are of the order of 1.

export type Objective = (point: readonly number[]) => number;

const gradientStep = 1e-3;
const hessianStep = 2e-3;

function moved(point: readonly number[], at: number, by: number): number[] {
  const next = [...point];
  next[at] += by;
  return next;
}

/** First derivatives, by the five-point rule (error of the fourth order in the step). */
export function gradientAt(objective: Objective, point: readonly number[]): number[] {
  const h = gradientStep;
  return point.map((_, at) => {
    const near = objective(moved(point, at, h)) - objective(moved(point, at, -h));
    const far = objective(moved(point, at, 2 * h)) - objective(moved(point, at, -2 * h));
    return (8 * near - far) / (12 * h);
  });
}

/** Second derivatives, symmetric. */
export function hessianAt(objective: Objective, point: readonly number[]): number[][] {
  const h = hessianStep;
  const here = objective(point);
  const up = point.map((_, at) => objective(moved(point, at, h)));
  const down = point.map((_, at) => objective(moved(point, at, -h)));
  const hessian = point.map(() => point.map(() => 0));
  for (let i = 0; i < point.length; i++) {
    hessian[i][i] = (up[i] - 2 * here + down[i]) / (h * h);
    for (let j = 0; j < i; j++) {
      const both = objective(moved(moved(point, i, h), j, h)) + objective(moved(moved(point, i, -h), j, -h));
      hessian[i][j] = (both - up[i] - up[j] - down[i] - down[j] + 2 * here) / (2 * h * h);
      hessian[j][i] = hessian[i][j];
    }
  }
  return hessian;
}

/** The lower triangle L with L·Lᵀ = matrix; null where the matrix is not positive definite. */
export function factorise(matrix: readonly (readonly number[])[]): number[][] | null {
  const lower = matrix.map((row) => row.map(() => 0));
  for (let i = 0; i < matrix.length; i++) {
    for (let j = 0; j <= i; j++) {
      let rest = matrix[i][j];
      for (let k = 0; k < j; k++) rest -= lower[i][k] * lower[j][k];
      if (i !== j) lower[i][j] = rest / lower[j][j];
      else if (rest > 0) lower[i][i] = Math.sqrt(rest);
      else return null;
    }
  }
  return lower;
}

/** x with L·Lᵀ·x = right. */
export function solve(lower: readonly (readonly number[])[], right: readonly number[]): number[] {
  const x = [...right];
  for (let i = 0; i < x.length; i++) {
    for (let k = 0; k < i; k++) x[i] -= lower[i][k] * x[k];
    x[i] /= lower[i][i];
  }
  for (let i = x.length - 1; i >= 0; i--) {
    for (let k = i + 1; k < x.length; k++) x[i] -= lower[k][i] * x[k];
    x[i] /= lower[i][i];
  }
  return x;
}
