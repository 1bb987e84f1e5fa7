/** Milliseconds or bytes by the figure's name. */
export type Figures = Record<string, number>;

/** The value that `percent` of the samples do not exceed (nearest rank). */
export function percentile(samples: readonly number[], percent: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  const value = sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)];
  if (value === undefined) throw new Error('no samples');
  return value;
}

export function table(figures: Figures): string {
  const width = Math.max(...Object.keys(figures).map((name) => name.length));
  return Object.entries(figures)
    .map(([name, value]) => {
      const shown = name.startsWith('rss.')
        ? `${(value / 2 ** 20).toFixed(1).padStart(9)} MiB`
        : `${value.toFixed(2).padStart(9)} ms`;
      return `${name.padEnd(width)} ${shown}`;
    })
    .join('\n');
}
