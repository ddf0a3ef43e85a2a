/** Known names of a district, ready to be found in running text. */
export interface Gazetteer {
  /** Names found in `text`, longest first at each position, never overlapping, in order. */
  find(text: string): { start: number; end: number; canonical: string }[];
}

/**
 * Compiles names for searching. `entries` give a written form and the canonical name it stands
 * for: aliases and known misspellings (罗甸 for 罗店) are entries of their own. Forms of one
 * character are left out: they would be found everywhere. Cost: linear in the text.
 */
export function compileGazetteer(entries: Iterable<readonly [surface: string, canonical: string]>): Gazetteer {
  const canonicalOf = new Map<string, string>();
  const lengthsByHead = new Map<string, number[]>();
  for (const [surface, canonical] of entries) {
    if (surface.length < 2) continue;
    canonicalOf.set(surface, canonical);
    const head = surface.slice(0, 2);
    const lengths = lengthsByHead.get(head) ?? [];
    if (!lengths.includes(surface.length)) lengths.push(surface.length);
    lengthsByHead.set(
      head,
      lengths.sort((a, b) => b - a),
    );
  }
  const matchAt = (text: string, start: number): { start: number; end: number; canonical: string } | undefined => {
    for (const length of lengthsByHead.get(text.slice(start, start + 2)) ?? []) {
      const end = start + length;
      const canonical = end <= text.length ? canonicalOf.get(text.slice(start, end)) : undefined;
      if (canonical !== undefined) return { start, end, canonical };
    }
    return undefined;
  };
  return {
    find(text) {
      const found = [];
      for (let at = 0; at + 1 < text.length;) {
        const match = matchAt(text, at);
        if (match) found.push(match);
        at = match ? match.end : at + 1;
      }
      return found;
    },
  };
}

/** A district without known names. */
export const emptyGazetteer: Gazetteer = { find: () => [] };
