import type { Segmenter } from '../segment/segmenter.ts';
import type { Anchor, AnchorKind } from './anchor.ts';
import { emptyGazetteer, type Gazetteer } from './gazetteer.ts';
import { isGenericName } from './generic-names.ts';
import { isProper } from './name-parts.ts';
import { coreName } from './name-suffixes.ts';
import { refineName } from './refine-name.ts';
import { brandNames } from './brand-names.ts';
import { type FoundName, walkNames } from './walk-names.ts';

/** Names that patterns find further down a text are mostly fragments of sentences (precision about one half). */
const OPENING = 100;
/** Known names are sure wherever they stand; what comes after this is the story of earlier complaints. */
const KNOWN_WITHIN = 400;

/** Areas of anonymised data: A2区, K9县. */
const codePattern = /[A-Z]\d{0,2}(?:县市|[市区县])/gu;
/** A province names no place a matter lies in, and the model glues it to the name after it. */
const provincePattern = /\p{Script=Han}{2}省(?![会级直厅委道])/gu;
/** Names that begin with digits, which the tagger tears apart: 810路公交, 58车贷, 宝山20路, 3号线. */
const digitNames: readonly [AnchorKind, RegExp][] = [
  ['transit', /\d{1,4}路(?=公交|车|改|线|站|末班|首班|班|$|\P{Script=Han})/gu],
  ['transit', /(?:地铁|轻轨)?[\d一二三四五六七八九十]{1,2}号线/gu],
  ['road', /(?:国道|省道|县道)\d{2,3}|[GSXY]\d{2,4}(?![A-Za-z\d])/gu],
  ['road', /[东南西北][一二三四五六]环|[东南西北][一二三四五六七八九十]{1,2}线/gu],
  ['organisation', /\d{2,4}(?:车贷|同城|商城|网|金融)/gu],
];
/** What all of these patterns need: most texts hold none of it, which saves looking closer. */
const mayHoldDigitName = /[\d环线]/;
/** A slogan counts things, a name does not: “两证合一”. */
const quotedPattern =
  /[“"「『]((?![一二两三四五六七八九十]\p{Script=Han}{2}[一二两三四五六七八九十])\p{Script=Han}{3,8})[”"」』]/gu;

/**
 * Names of places and organisations in a document, those of the title first. Words of the
 * gazetteer go before patterns and are taken from the text too; patterns read the text's first
 * 100 characters, and only when nothing else names a place. `title` and `text` must be clean:
 * NFKC, simplified script, masked.
 */
export function extractAnchors(
  document: { title: string; text: string },
  segmenter: Segmenter,
  gazetteer: Gazetteer = emptyGazetteer,
): Anchor[] {
  const inTitle = anchorsOf(document.title, { field: 'title', segmenter, gazetteer });
  const found = [...inTitle];
  for (const { start, end, canonical } of gazetteer.find(document.text.slice(0, KNOWN_WITHIN))) {
    const surface = document.text.slice(start, end);
    found.push({ kind: 'gazetteer', surface, name: canonical, field: 'text', start, end });
  }
  if (found.some(isName)) return found;
  return [...inTitle, ...anchorsOf(document.text.slice(0, OPENING), { field: 'text', segmenter, gazetteer })];
}

const isName = ({ kind }: Anchor): boolean => kind !== 'code';
const byStart = (a: Anchor, b: Anchor): number => a.start - b.start;
const overlaps = (a: FoundName, b: FoundName): boolean => a.start < b.end && b.start < a.end;
const isBegun = ({ kind, start, end }: FoundName, brand: FoundName): boolean =>
  (kind === 'water' || kind === 'estate') && start === brand.start && end < brand.end;

/** A brand goes before its own beginning: 珠江|东方明珠 is no river. */
function withBrands(found: readonly FoundName[], brands: readonly FoundName[]): readonly FoundName[] {
  if (brands.length === 0) return found;
  const added = brands.filter((brand) => found.every((name) => !overlaps(name, brand) || isBegun(name, brand)));
  return [...found.filter((name) => !added.some((brand) => isBegun(name, brand))), ...added];
}

interface Context {
  field: Anchor['field'];
  segmenter: Segmenter;
  gazetteer: Gazetteer;
}

/** The names taken from a text, and what is left of it. */
class Taken {
  readonly anchors: Anchor[] = [];
  rest;

  constructor(
    private readonly source: string,
    private readonly field: Anchor['field'],
  ) {
    this.rest = source;
  }

  /** Takes a name and blanks it out, so that later rules neither see it nor join across it. */
  take(kind: AnchorKind, start: number, end: number, canonical?: string): void {
    const { rest, field } = this;
    const surface = this.source.slice(start, end);
    this.anchors.push({ kind, surface, name: canonical ?? coreName(surface), field, start, end });
    this.rest = `${rest.slice(0, start)}${'，'.repeat(end - start)}${rest.slice(end)}`;
  }
}

function anchorsOf(source: string, { field, segmenter, gazetteer }: Context): Anchor[] {
  const taken = new Taken(source, field);
  for (const { start, end, canonical } of gazetteer.find(source)) taken.take('gazetteer', start, end, canonical);
  if (/[A-Z]/.test(taken.rest))
    for (const { index, 0: code } of taken.rest.matchAll(codePattern)) taken.take('code', index, index + code.length);
  if (taken.rest.includes('省')) taken.rest = taken.rest.replace(provincePattern, (name) => '，'.repeat(name.length));
  if (mayHoldDigitName.test(taken.rest))
    for (const [kind, pattern] of digitNames)
      // To go through the matches of a pattern compiles it anew, to ask whether there is one does not.
      if (taken.rest.search(pattern) >= 0)
        for (const { index, 0: name } of taken.rest.matchAll(pattern)) taken.take(kind, index, index + name.length);
  if (field === 'title' && /[“"「『]/.test(taken.rest))
    for (const match of taken.rest.matchAll(quotedPattern)) {
      const name = match[1]!;
      if (!isGenericName(name) && segmenter.tag(name).some((word) => isProper(word) && word.tag !== 'nz'))
        taken.take('quoted', match.index + 1, match.index + 1 + name.length);
    }
  const words = segmenter.tag(taken.rest);
  const found: FoundName[] = [];
  for (const name of walkNames(words)) found.push(...refineName(taken.rest, name));
  for (const { kind, start, end } of withBrands(found, brandNames(words))) taken.take(kind, start, end);
  return taken.anchors.sort(byStart);
}
