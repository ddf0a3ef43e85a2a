import { z } from 'zod';
import { buildGazetteer, gazetteerNames } from '#ingest/locate/gazetteer.ts';
import { compareCuts } from '#ingest/segment/compare-cuts.ts';
import { parseLexicon } from '#ingest/segment/parse-lexicon.ts';
import { createSegmenter, type Segmenter } from '#ingest/segment/segmenter.ts';
import type { ExtraWord } from '#ingest/segment/user-dictionary.ts';
import { listNewestTexts } from '#warehouse/analytics/pages/list-newest-texts.ts';
import type { District } from '#warehouse/model/district.ts';
import { defineSetting } from '../../settings/define-setting.ts';

/** A hundred thousand lines of a dozen characters each, part of speech included; a request may hold little more. */
const MAX_CHARACTERS = 1_300_000;
/** Texts on which a change is tried: enough to meet what it breaks, cut in a fraction of a second. */
const TRIED_ON = 500;
const SHOWN = 15;

const schema = z.object({
  words: z.string().max(MAX_CHARACTERS).meta({ title: '词表（一行一词，可带词性）', en: 'Words (one per line)' }),
});

/** The words that a segmenter of a district must keep whole: its places and its lexicon. */
export function lexiconWords(district: District, { words }: z.infer<typeof schema>): ExtraWord[] {
  // ns: a place name, as the tagger of the anchors expects it.
  const places = gazetteerNames(buildGazetteer(district)).map((word) => ({ word, tag: 'ns' }));
  return [...places, ...parseLexicon(words).words];
}

/** Words of the district that the segmenter would not know: estates, nicknames, local matters. */
export const lexiconSetting = defineSetting({
  kind: 'lexicon',
  title: { zh: '本地词库', en: 'Local words' },
  help: {
    zh: '本地才有的小区俗称、路名、事项，一行一个，可直接粘贴词表文件的内容。保存前会在最近 500 条帖子上试切，列出新合成的词和被切断的词。改动对之后收进的帖子起作用。',
    en: 'Local names and matters, one per line. Before saving, the newest 500 posts are cut both ways and what changes is shown. It holds for posts taken in afterwards.',
  },
  schema,
  initial: () => ({ words: '' }),
  check: ({ words }) => parseLexicon(words).problems.map(({ line, problem }) => `第 ${line} 行：${problem}`),
  effect: async ({ reader, district }, { before, after }) => {
    const texts = await listNewestTexts(reader, TRIED_ON);
    const segmenter = (value: z.infer<typeof schema>): Segmenter =>
      createSegmenter({ extraWords: lexiconWords(district, value) });
    const { changed, joined, torn } = compareCuts(texts, segmenter(before), segmenter(after));
    const warning = torn.length > 0 ? `；有 ${torn.length} 个原来完整的词被切断，请逐个看过再保存` : '';
    return {
      summary: `最近 ${texts.length} 条帖子里有 ${changed} 条的分词会变${warning}。`,
      rows: [
        ...torn.slice(0, SHOWN).map(({ word, count, into }) => ({
          label: `切断（${count} 处）`,
          before: word,
          after: into,
        })),
        ...joined.slice(0, SHOWN).map(({ word, count }) => ({
          label: `合成（${count} 处）`,
          before: '—',
          after: word,
        })),
      ],
    };
  },
});
