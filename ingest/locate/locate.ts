import { findMentions, type Mention } from './find-mentions.ts';
import { normaliseName, type Gazetteer, type PlaceKind, type PlaceRef } from './gazetteer.ts';
import { combineWards, deepen, isConsistent, settleCandidates } from './settle-ward.ts';

export interface LocateInput {
  title: string;
  text: string;
  /** Ward name or code as the platform words it; '' when it says nothing. */
  wardHint: string;
  estate: string;
  /** Ward of the source as a whole: settles ambiguity, and holds where nothing else does. */
  sourceWard: string;
}

/** A road, an estate, a community or an institution named in the document. */
export interface PlaceMention {
  /** Canonical name. */
  name: string;
  kind: PlaceKind;
  field: 'title' | 'text';
  /** Offsets into that field in UTF-16 units, end exclusive. */
  start: number;
  end: number;
}

export interface Location {
  /** '' is 未定位. */
  wardCode: string;
  /** Canonical name of the estate; the platform's word where the estate is not known; '' for none. */
  estate: string;
  /** First mention of each place, title first. Districts and streets are wards, not places. */
  places: PlaceMention[];
}

/**
 * The ward, the estate and the places of a document. The platform's hint comes first, then the estate
 * field, the title and the text; later evidence may only name a ward below what earlier evidence says. Names
 * of several wards are settled by the others and by the source's ward. `title` and `text` must be clean.
 */
export function locate(input: LocateInput, gazetteer: Gazetteer): Location {
  const title = findMentions(input.title, gazetteer);
  const text = findMentions(input.text, gazetteer);
  const estateRefs = refsOf(input.estate, gazetteer);
  const layers = [title, text].map((mentions) => mentions.map(({ refs }) => wardCandidates(refs)));
  const certain = [...layers.flat(), wardCandidates(estateRefs)].filter((codes) => codes.length === 1).flat();
  const hint = hintedWard(input.wardHint, gazetteer, [input.sourceWard, ...certain]);
  const context = [hint, ...certain, input.sourceWard];
  const settle = (codes: readonly string[]) => settleCandidates(codes, context);

  let wardCode = deepen(hint, [settle(wardCandidates(estateRefs))]);
  for (const layer of layers) wardCode = deepen(wardCode, layer.map(settle));
  // A road or a hospital says where someone was, not where the matter lies: only when no street is known.
  if (wardCode.length <= DISTRICT_LENGTH) wardCode = deepen(wardCode, [...title, ...text].map(placeWard));
  wardCode = deepen(wardCode, [input.sourceWard]);
  return {
    wardCode,
    estate: estateName(input.estate, estateRefs, { wardCode, mentions: [...title, ...text] }),
    places: [...placesOf(title, 'title', wardCode), ...placesOf(text, 'text', wardCode)].filter(isFirst),
  };
}

const DISTRICT_LENGTH = 6;
const wardKinds: ReadonlySet<PlaceKind> = new Set(['district', 'street', 'community', 'estate']);

/** The wards that a name may mean. A road's wards do not count: it passes through them. */
function wardCandidates(refs: readonly PlaceRef[]): string[] {
  return [...new Set(refs.filter(({ kind }) => wardKinds.has(kind)).flatMap(({ wards }) => wards))];
}

function placeWard({ refs }: Mention): string {
  return settleCandidates([...new Set(refs.flatMap(({ wards }) => wards))], []);
}

/** What a field that holds one name stands for, the name alone or inside a longer wording. */
function refsOf(field: string, gazetteer: Gazetteer): readonly PlaceRef[] {
  const name = normaliseName(field);
  const entry = gazetteer.entries.get(name);
  return entry ? entry.refs : findMentions(name, gazetteer).flatMap(({ refs }) => refs);
}

function hintedWard(wardHint: string, gazetteer: Gazetteer, context: readonly string[]): string {
  const name = normaliseName(wardHint);
  if (/^\d{6,12}$/.test(name)) {
    return [12, 9, 6].map((length) => name.slice(0, length)).find((code) => gazetteer.wardCodes.has(code)) ?? '';
  }
  const entry = gazetteer.entries.get(name);
  const candidates = entry
    ? [wardCandidates(entry.refs)]
    : findMentions(name, gazetteer).map(({ refs }) => wardCandidates(refs));
  const certain = candidates.filter((codes) => codes.length === 1).flat();
  return combineWards(candidates.map((codes) => settleCandidates(codes, certain.length > 0 ? certain : context)));
}

interface EstateEvidence {
  wardCode: string;
  mentions: readonly Mention[];
}

function estateName(field: string, fieldRefs: readonly PlaceRef[], { wardCode, mentions }: EstateEvidence): string {
  const known = fieldRefs.find(({ kind }) => kind === 'estate');
  if (known) return known.name;
  if (field.trim() !== '') return field.trim();
  const named = mentions
    .flatMap(({ refs }) => refs)
    .find(({ kind, wards }) => kind === 'estate' && wards.some((code) => isConsistent(code, wardCode)));
  return named?.name ?? '';
}

function placesOf(mentions: readonly Mention[], field: PlaceMention['field'], wardCode: string): PlaceMention[] {
  return mentions.flatMap(({ start, end, refs }) => {
    const ref = bestPlace(refs, wardCode);
    return ref ? [{ name: ref.name, kind: ref.kind, field, start, end }] : [];
  });
}

/** An estate before the community of the same name, and what agrees with the ward before what does not. */
function bestPlace(refs: readonly PlaceRef[], wardCode: string): PlaceRef | undefined {
  const places = refs.filter(({ kind }) => kind !== 'district' && kind !== 'street');
  const rank = ({ kind, wards }: PlaceRef): number =>
    (kind === 'community' ? 1 : 0) + (wards.some((code) => isConsistent(code, wardCode)) ? 0 : 2);
  return places.toSorted((a, b) => rank(a) - rank(b))[0];
}

function isFirst(place: PlaceMention, index: number, all: readonly PlaceMention[]): boolean {
  return all.findIndex(({ name }) => name === place.name) === index;
}
