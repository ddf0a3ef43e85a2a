const isPart = (part: unknown): part is { text: string } =>
  typeof part === 'object' && part !== null && 'text' in part && typeof part.text === 'string';

/** A text that an editor keeps in parts, some of them with marks or pictures; anything else comes back as it is. */
export function plainText(value: unknown): unknown {
  if (!Array.isArray(value) || !value.some(isPart)) return value;
  return value.map((part: unknown) => (isPart(part) ? part.text : typeof part === 'string' ? part : '')).join('');
}
