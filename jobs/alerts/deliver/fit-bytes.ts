/** `text` within a number of UTF-8 bytes, cut at the end of a whole character and marked with “…” where it was too long. */
export function fitBytes(text: string, bytes: number): string {
  if (Buffer.byteLength(text) <= bytes) return text;
  let kept = '';
  let size = Buffer.byteLength('…');
  for (const character of text) {
    size += Buffer.byteLength(character);
    if (size > bytes) break;
    kept += character;
  }
  return `${kept}…`;
}

/**
 * Lines within a number of UTF-8 bytes. What is too long for them is shortened in the longest line, never in the last, which
 * is the link: a cut link leads nowhere.
 */
export function fitLines(lines: readonly string[], bytes: number): string[] {
  const fitted = [...lines];
  for (;;) {
    const over = Buffer.byteLength(fitted.join('\n')) - bytes;
    const sizes = fitted.slice(0, -1).map((line) => Buffer.byteLength(line));
    const longest = Math.max(0, ...sizes);
    // Nothing is left to shorten.
    if (over <= 0 || longest <= shortest) return fitted;
    const at = sizes.indexOf(longest);
    fitted[at] = fitBytes(fitted[at]!, Math.max(shortest, longest - over));
  }
}

// Below it a line says nothing any more: six characters and the mark.
const shortest = 21;
