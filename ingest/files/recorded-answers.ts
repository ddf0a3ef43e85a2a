import { findList } from './find-list.ts';
import { parseLenientJson } from './parse-json.ts';

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The answers with items that a browser recorded (HAR), in their order; `undefined` for any other document. */
export function answersOf(document: unknown): unknown[] | undefined {
  const entries = isObject(document) && isObject(document['log']) ? document['log']['entries'] : undefined;
  if (!Array.isArray(entries)) return undefined;
  return entries.flatMap((entry: unknown) => {
    const response = isObject(entry) ? entry['response'] : undefined;
    const content = isObject(response) ? response['content'] : undefined;
    if (!isObject(content) || typeof content['text'] !== 'string') return [];
    const text = content['encoding'] === 'base64' ? Buffer.from(content['text'], 'base64').toString() : content['text'];
    const answer = /^[\s\w$.(]*[[{]/.test(text.slice(0, 200)) ? parseLenientJson(text) : undefined;
    return answer !== undefined && findList(answer) ? [answer] : [];
  });
}
