/** For each word those that stand for the same thing, itself not among them. */
export type Synonyms = ReadonlyMap<string, readonly string[]>;

/** A longer one is a sentence, which no document holds as a word. */
const LONGEST_WORD = 20;
/** More than a group of the shipped list has by far; each is a further list of documents to read. */
const MOST_WORDS = 20;

/** One group of words a line, separated by white space; lines that begin with # are remarks. A word may be in several groups. */
export function parseSynonyms(text: string): Synonyms {
  const synonyms = new Map<string, string[]>();
  for (const { words } of groupsOf(text)) {
    for (const word of words) {
      const others = words.filter((other) => other !== word);
      synonyms.set(word, [...new Set([...(synonyms.get(word) ?? []), ...others])]);
    }
  }
  return synonyms;
}

/** What is wrong with which line (from 1), Chinese. */
export function synonymProblems(text: string): { line: number; problem: string }[] {
  return groupsOf(text).flatMap(({ line, words }) => {
    const long = words.find((word) => [...word].length > LONGEST_WORD);
    if (words.length < 2) return [{ line, problem: `“${words.join('')}”没有同组的词，一组至少两个，用空格隔开` }];
    if (words.length > MOST_WORDS) return [{ line, problem: `一组最多 ${MOST_WORDS} 个词` }];
    return long ? [{ line, problem: `“${long}”太长，一个词最多 ${LONGEST_WORD} 个字` }] : [];
  });
}

/** Words as documents hold them: small letters, full-width forms as plain ones; separated by spaces, commas or 、. */
function groupsOf(text: string): { line: number; words: string[] }[] {
  return text.split(/\r?\n/).flatMap((raw, index) => {
    const line = raw
      .normalize('NFKC')
      .toLowerCase()
      .replace(/^\uFEFF/, '')
      .trim();
    if (line === '' || line.startsWith('#')) return [];
    return [{ line: index + 1, words: [...new Set(line.split(/[\s,、;]+/).filter(Boolean))] }];
  });
}
