import { isWithin } from '#warehouse/model/ward.ts';

/** Ward codes have 6, 9 or 12 digits; a common ancestor ends at one of these. */
const LEVELS = [12, 9, 6];

/** The deepest ward that holds all of the given ones; '' when there is none. */
export function commonWard(codes: readonly string[]): string {
  const [first = ''] = codes;
  const length = LEVELS.find(
    (level) =>
      first.length >= level &&
      codes.every((code) => code.slice(0, level) === first.slice(0, level) && code.length >= level),
  );
  return length === undefined ? '' : first.slice(0, length);
}

/** True when one of the two wards holds the other. */
export function isConsistent(a: string, b: string): boolean {
  return isWithin(a, b) || isWithin(b, a);
}

/**
 * One ward out of the candidates of an ambiguous name: those that agree with the context are kept;
 * what is left is one ward or the ward that holds them all.
 */
export function settleCandidates(candidates: readonly string[], context: readonly string[]): string {
  if (candidates.length <= 1) return candidates[0] ?? '';
  const agreeing = candidates.filter((code) => context.some((other) => other !== '' && isConsistent(code, other)));
  return commonWard(agreeing.length > 0 ? agreeing : candidates);
}

/** The deepest ward of a chain; where two wards contradict each other, the ward that holds both. */
export function combineWards(codes: readonly string[]): string {
  return codes.reduce((sum, code) => {
    if (code === '' || isWithin(sum, code)) return sum;
    return isWithin(code, sum) ? code : commonWard([sum, code]);
  }, '');
}

/** `current`, or a ward below it that the new evidence names; evidence for other wards is left aside. */
export function deepen(current: string, evidence: readonly string[]): string {
  const below = combineWards(evidence.filter((code) => isConsistent(code, current)));
  return isWithin(below, current) ? below : current;
}
