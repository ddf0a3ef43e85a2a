/** Characters of a title that fit on a line: 156 mm at 22 pt. */
const FIT = 20;

/**
 * The lines of a title, set as GB/T 9704 asks: words stay whole, lines are about equal. Broken where a part of it ends:
 * before 民情, around what stands in brackets, behind a month; never inside brackets.
 */
export function titleLines(title: string): string[] {
  const characters = [...title];
  const count = Math.ceil(widthOf(title) / FIT);
  if (count === 1) return [title];
  const target = characters.length / count;
  const best = Array.from({ length: characters.length - 1 }, (_, at) => at + 1)
    .filter((at) => widthOf(characters.slice(0, at).join('')) <= FIT && canBreak(characters, at))
    .toSorted((a, b) => costOf(characters, a, target) - costOf(characters, b, target))[0];
  const at = best ?? FIT;
  return [characters.slice(0, at).join(''), ...titleLines(characters.slice(at).join(''))];
}

/** Figures and Latin letters are little more than half as wide. */
function widthOf(text: string): number {
  return [...text].reduce((sum, each) => sum + (each < '\u2000' ? 0.6 : 1), 0);
}

function depthAt(characters: readonly string[], at: number): number {
  return characters
    .slice(0, at)
    .reduce((depth, each) => depth + ('（《“'.includes(each) ? 1 : 0) - ('）》”'.includes(each) ? 1 : 0), 0);
}

/** No line begins with a closing mark or ends with an opening one, and no number is torn. */
function canBreak(characters: readonly string[], at: number): boolean {
  const [before = '', after = ''] = [characters[at - 1], characters[at]];
  if (/[）》”，、的]/u.test(after) || /[（《“]/u.test(before)) return false;
  return !(/[\w年月]/.test(before) && /\w/.test(after));
}

/** How far from the middle, and how bad a place: in characters. */
function costOf(characters: readonly string[], at: number, target: number): number {
  const rest = characters.slice(at).join('');
  const isEnd = /^(?:民情|（)/.test(rest) || '）月周，'.includes(characters[at - 1]!);
  const inside = depthAt(characters, at) > 0 ? 12 : 0;
  return Math.abs(at - target) + (isEnd ? 0 : 6) + inside;
}
