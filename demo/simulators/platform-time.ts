/** The clock on the wall in Shanghai as `2020-12-12 08:30:00`, from ms. */
export function wallTime(ms: number): string {
  return new Date(ms + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
}

/** Reads what {@link wallTime} writes, to ms; 0 for nothing or nonsense. */
export function fromWallTime(text: string | null): number {
  const ms = text ? Date.parse(`${text.replace(' ', 'T')}+08:00`) : Number.NaN;
  return Number.isNaN(ms) ? 0 : ms;
}
