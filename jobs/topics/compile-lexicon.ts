import { PhraseMatcher } from './phrase-matcher.ts';

/** What one phrase says about one topic. */
export interface Evidence {
  topic: number;
  weight: number;
  /** A context word strengthens a topic that has evidence of its own and counts for nothing alone. */
  isContext: boolean;
}

/** A lexicon ready for scanning: evidence[id] belongs to matcher.phrases[id]. */
export interface CompiledLexicon {
  codes: readonly string[];
  matcher: PhraseMatcher;
  evidence: readonly (readonly Evidence[])[];
}

/** Longer phrases are rarer and say more: 1 for two characters, 1.5 for three, 2 from four on. */
function weightOf(phrase: string): number {
  return Math.min(2, phrase.length / 2);
}

function parseWords(list: string): [string, number][] {
  return list
    .split(' ')
    .map((entry) => entry.split(':'))
    .filter(([phrase = '']) => phrase.length >= 2)
    .map(([phrase = '', weight]) => [phrase, weight === undefined ? weightOf(phrase) : Number(weight)]);
}

/** Compiles `code → 'word word:weight | context'` into one matcher. Words of one character are left out. */
export function compileLexicon(lexicon: Readonly<Record<string, string>>): CompiledLexicon {
  const codes = Object.keys(lexicon).toSorted();
  const byPhrase = new Map<string, Evidence[]>();
  codes.forEach((code, topic) => {
    const [direct = '', context = ''] = lexicon[code]!.split(' | ');
    const add = (list: string, isContext: boolean) => {
      for (const [phrase, weight] of parseWords(list)) {
        const known = byPhrase.get(phrase) ?? [];
        if (known.some((evidence) => evidence.topic === topic && evidence.isContext === isContext)) continue;
        byPhrase.set(phrase, [...known, { topic, weight, isContext }]);
      }
    };
    add(direct, false);
    add(context, true);
  });
  return { codes, matcher: new PhraseMatcher(byPhrase.keys()), evidence: [...byPhrase.values()] };
}
