import { readWordList } from '#ingest/segment/word-list.ts';

/** Every petition formula of two or more characters, longest first, or an area code. */
export const formulaPattern = new RegExp(
  [
    '[A-Z]\\d{0,2}[市区县]',
    ...[...readWordList('formula-words')].filter((word) => word.length > 1).sort((a, b) => b.length - a.length),
  ].join('|'),
  'gu',
);
