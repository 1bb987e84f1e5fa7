/** Milliseconds, or bytes for `rss.` and `bundle.`, by the figure's name. */
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
      return `${name.padEnd(width)} ${shown(name, value)}`;
    })
    .join('\n');
}

function shown(name: string, value: number): string {
  if (name.startsWith('rss.')) return `${(value / 2 ** 20).toFixed(1).padStart(9)} MiB`;
  if (name.startsWith('bundle.')) return `${(value / 2 ** 10).toFixed(1).padStart(9)} KiB`;
  return `${value.toFixed(2).padStart(9)} ms`;
}
