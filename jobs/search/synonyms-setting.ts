import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { defineSetting } from '../settings/define-setting.ts';
import { parseSynonyms, synonymProblems, type Synonyms } from './synonyms.ts';

/** Two thousand groups of a line each. */
const MAX_CHARACTERS = 60_000;
const SHOWN = 50;

const schema = z.object({
  groups: z
    .string()
    .max(MAX_CHARACTERS)
    .meta({ title: '同义词（一行一组，用空格隔开）', en: 'Synonyms (a group per line)' }),
});

const shipped = (): string => readFileSync(new URL('./synonyms.txt', import.meta.url), 'utf8');

/** The list shipped with the product. */
export const shippedSynonyms = (): Synonyms => parseSynonyms(shipped());

const said = (words: readonly string[] | undefined): string => words?.join('、') || '—';

/** 搜索同义词: what a search of one word finds as well. */
export const synonymsSetting = defineSetting({
  kind: 'synonyms',
  title: { zh: '搜索同义词', en: 'Search synonyms' },
  help: {
    zh: '搜一个词时，同一行的其他词也一并找。一行一组，用空格隔开，# 开头的行是备注。只放在搜索里可以互相代替的词。保存后立即生效。',
    en: 'A search of one word also finds the others of its line. One group per line, separated by spaces; lines that begin with # are remarks. It holds as soon as it is saved.',
  },
  schema,
  initial: () => ({ groups: shipped() }),
  check: ({ groups }) => synonymProblems(groups).map(({ line, problem }) => `第 ${line} 行：${problem}`),
  effect: async (_context, { before, after }) => {
    const [old, fresh] = [parseSynonyms(before.groups), parseSynonyms(after.groups)];
    const rows = [...new Set([...old.keys(), ...fresh.keys()])]
      .map((word) => ({ label: word, before: said(old.get(word)), after: said(fresh.get(word)) }))
      .filter((row) => row.before !== row.after);
    return { summary: `搜 ${rows.length} 个词时，一并找的词会改变。`, rows: rows.slice(0, SHOWN) };
  },
});
