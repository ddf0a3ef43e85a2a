import { createSegmenter, type Segmenter } from '#ingest/segment/segmenter.ts';
import type { District } from '#warehouse/model/district.ts';
import type { Settings } from '../settings/open-settings.ts';
import { lexiconSetting, lexiconWords } from '../topics/settings/lexicon-setting.ts';
import { type Asked, readQuery } from './read-query.ts';
import { readSynonyms, type Synonyms } from './synonyms.ts';

/** Reads what people type into the search. */
export interface QueryReader {
  readonly synonyms: Synonyms;
  /** The words of a search, in small letters, cut with the district's lexicon as it holds now. */
  read(text: string): Asked;
}

/** The dictionaries are loaded with the first search (about a second), and again after a change of the lexicon. */
export function createQueryReader(district: District, settings: Pick<Settings, 'current' | 'version'>): QueryReader {
  const synonyms = readSynonyms();
  let held: { version: number; segmenter: Segmenter } | null = null;
  const segmenter = (): Segmenter => {
    const version = settings.version(lexiconSetting);
    if (held?.version !== version) {
      const extraWords = lexiconWords(district, settings.current(lexiconSetting));
      held = { version, segmenter: createSegmenter({ extraWords }) };
    }
    return held.segmenter;
  };
  return { synonyms, read: (text) => readQuery(text, segmenter(), synonyms) };
}
