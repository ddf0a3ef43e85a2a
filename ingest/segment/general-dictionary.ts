import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Dictionary, type DictionaryWord } from './dictionary.ts';
import { UnknownWords } from './unknown-words.ts';

/** jieba's dictionary and model lie in this package; its native code is not loaded. */
const folder = join(createRequire(import.meta.url).resolve('nodejieba/package.json'), '../submodules/cppjieba/dict');

let dictionary: Dictionary | undefined;
let unknownWords: UnknownWords | undefined;

/** The general dictionary, 350 000 words: read once per thread in about half a second. */
export function generalDictionary(): Dictionary {
  return (dictionary ??= Dictionary.of(readGeneralWords()));
}

/** The model of words that no dictionary holds, read once per thread. */
export function generalUnknownWords(): UnknownWords {
  return (unknownWords ??= UnknownWords.parse(readFileSync(join(folder, 'hmm_model.utf8'), 'utf8')));
}

/** The words of the general dictionary as they stand there. */
export function readGeneralWords(): DictionaryWord[] {
  const words: DictionaryWord[] = [];
  for (const line of readFileSync(join(folder, 'jieba.dict.utf8'), 'utf8').split('\n')) {
    const [word, frequency, tag] = line.split(' ');
    if (word && tag) words.push({ word, frequency: Number(frequency), tag });
  }
  return words;
}
