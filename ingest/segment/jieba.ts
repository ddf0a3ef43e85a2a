import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { UserDictionary } from './user-dictionary.ts';

/** A word and its part of speech, in jieba's tags. */
export interface TaggedWord {
  word: string;
  tag: string;
}

interface Binding {
  load(files: { userDict: string; idfDict: string; stopWordDict: string }): void;
  cut(text: string, useHmm: boolean): string[];
  tag(text: string): TaggedWord[];
}

// A CommonJS package whose exports the ESM loader cannot see by name.
const binding = createRequire(import.meta.url)('nodejieba') as Binding;

/** The dictionary is one per thread in the binding, hence one variable per thread here. */
let loadedVersion = '';

/**
 * The binding with `dictionary` loaded: about 0.8 s and 150 MB the first time in a thread,
 * nothing when it is already there. All words go through one file, because `load` forgets words
 * inserted one by one. The keyword tables (6 MB) are replaced by a stub: nothing here extracts
 * keywords with them.
 */
export function jiebaWith(dictionary: UserDictionary): Binding {
  if (loadedVersion === dictionary.version) return binding;
  const folder = mkdtempSync(join(tmpdir(), 'minqing-lexicon-'));
  try {
    const file = (name: string, content: string): string => {
      const path = join(folder, name);
      writeFileSync(path, content);
      return path;
    };
    binding.load({
      userDict: file('user.txt', dictionary.content),
      idfDict: file('idf.txt', '的 1.0\n'),
      stopWordDict: file('stop.txt', '的\n'),
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  loadedVersion = dictionary.version;
  return binding;
}
