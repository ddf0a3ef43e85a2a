import { createSegmenter, type Segmenter } from '#ingest/segment/segmenter.ts';
import type { District } from '#warehouse/model/district.ts';
import type { Settings } from '../settings/open-settings.ts';
import { lexiconSetting, lexiconWords } from '../topics/settings/lexicon-setting.ts';
import { type Asked, readQuery } from './read-query.ts';
import { parseSynonyms, type Synonyms } from './synonyms.ts';
import { synonymsSetting } from './synonyms-setting.ts';

/** Reads what people type into the search. */
export interface QueryReader {
  /** Words for the same thing, as the office has them now. */
  readonly synonyms: Synonyms;
  /** The words of a search, in small letters, cut with the district's lexicon as it holds now. */
  read(text: string): Asked;
}

/** The dictionaries are loaded with the first search (about a second; `warm` does it before), and again after a change. */
export function createQueryReader(district: District, settings: Pick<Settings, 'current' | 'version'>): QueryReader {
  const segmenter = derived(
    () => settings.version(lexiconSetting),
    (): Segmenter => createSegmenter({ extraWords: lexiconWords(district, settings.current(lexiconSetting)) }),
  );
  const synonyms = derived(
    () => settings.version(synonymsSetting),
    () => parseSynonyms(settings.current(synonymsSetting).groups),
  );
  return {
    get synonyms() {
      return synonyms();
    },
    read: (text) => readQuery(text, segmenter(), synonyms()),
  };
}

/** A value that is made anew when its version is another. */
function derived<T>(version: () => number, make: () => T): () => T {
  let held: { version: number; value: T } | null = null;
  return () => {
    const now = version();
    if (held?.version !== now) held = { version: now, value: make() };
    return held.value;
  };
}

/** Loads the dictionaries once the process has nothing more urgent to do, so that the first person does not wait for it. */
export function warm(reader: QueryReader): void {
  setImmediate(() => reader.read('路灯'));
}
