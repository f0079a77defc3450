/** A measured figure, and what it was meant to be. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly goal?: { readonly least: number } | { readonly most: number };
  readonly note?: string;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const [low, high] = [sorted[middle - 1] ?? Number.NaN, sorted[middle] ?? Number.NaN];
  return sorted.length % 2 === 1 ? high : (low + high) / 2;
}

/** Whether the goal is met; true where there is none. */
export function met({ value, goal }: Figure): boolean {
  if (!goal) return true;
  return 'least' in goal ? value >= goal.least : value <= goal.most;
}

export function line(figure: Figure): string {
  const { name, value, unit, goal, note } = figure;
  const digits = value >= 1000 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(3);
  const wanted = goal
    ? ` (goal: ${'least' in goal ? `at least ${goal.least}` : `at most ${goal.most}`} ${unit}: ${met(figure) ? 'met' : 'MISSED'})`
    : '';
  return `${name}: ${digits} ${unit}${wanted}${note ? `; ${note}` : ''}`;
}
