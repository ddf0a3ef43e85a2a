/** A code with its name, for a list to choose from. */
export interface Pick {
  value: string;
  name: string;
}

/** More than this nobody reads: they type another character. A phone draws it in one frame. */
const SHOWN = 60;

/** The choices whose name or code holds every word that was typed, in their order, and how many more there are. */
export function matchPicks(picks: readonly Pick[], typed: string): { picks: readonly Pick[]; more: number } {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const found = picks.filter(({ value, name }) => {
    const text = `${name} ${value}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
  return { picks: found.slice(0, SHOWN), more: Math.max(0, found.length - SHOWN) };
}
