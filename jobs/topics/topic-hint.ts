import { scoreTopics } from './score-topics.ts';
import { categories } from './taxonomy.ts';

/** Arrows and slashes between the levels of a platform's category path. */
const SEPARATORS = /-+>|—+>|→|[>/|:：、—-]+/;
/** Words that platforms hang on category names. */
const SUFFIX = /(管理|问题|类|方面|其他)$/;
/** A hint names its topic in one title word of two characters: weight 1, counted double. */
const ENOUGH = 2;
/** Platforms use some dozens of categories; the bound only guards against free text in the field. */
const CACHE_LIMIT = 2_000;

const names = new Map<string, string>(
  categories.flatMap((category) => [
    [category.zh, category.code] as const,
    ...category.topics.map((topic) => [topic.zh, topic.code] as const),
  ]),
);
const cache = new Map<string, string>();

function levelsOf(hint: string): string[] {
  return hint
    .split(SEPARATORS)
    .map((level) => level.trim())
    .filter((level) => level !== '');
}

function named(level: string): string {
  return names.get(level) ?? names.get(level.replace(SUFFIX, '')) ?? '';
}

function map(hint: string): string {
  const levels = levelsOf(hint);
  const exact = levels.map(named).toSorted((a, b) => b.length - a.length)[0] ?? '';
  if (exact.length === 4) return exact;
  // The last level says most; the levels above it are context.
  const [best] = scoreTopics({ title: levels.at(-1) ?? '', text: levels.slice(0, -1).join(' '), tokens: [] }).ranked;
  if (best === undefined || best.score < ENOUGH || !best.code.startsWith(exact)) return exact;
  // A category as a whole leaves the choice of the topic to the text.
  return best.code.endsWith('00') ? best.code.slice(0, 2) : best.code;
}

/**
 * Maps a platform's own category, e.g. `市政公用->路面->坑洼`, to a topic code (4 digits), a category (2 digits)
 * or '' when it says nothing that the taxonomy knows.
 */
export function topicFromHint(hint: string): string {
  const known = cache.get(hint);
  if (known !== undefined) return known;
  const code = map(hint);
  if (cache.size < CACHE_LIMIT) cache.set(hint, code);
  return code;
}
