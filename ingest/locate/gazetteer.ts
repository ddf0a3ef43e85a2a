import type { District } from '#warehouse/model/district.ts';
import { simplify, simplifyAlways } from '../normalise/simplify.ts';
import { parseTime } from '../sources/parse-time.ts';
import { NameTrie, unitKeys } from './name-trie.ts';
import { confusableWith, syllableKeys } from './syllables.ts';
import { boundariesOf, validOn } from './valid-wards.ts';
import {
  communityBase,
  communityForms,
  districtForms,
  estateForms,
  streetForms,
  weakCommunityForm,
} from './ward-forms.ts';

export type PlaceKind = District['places'][number]['kind'] | 'district' | 'street' | 'community' | 'estate';

/** What a written form may stand for. */
export interface PlaceRef {
  /** The name that stands for all forms, as the district's configuration words it; a community without 居委会. */
  name: string;
  kind: PlaceKind;
  /** Wards it lies in: one for a ward, several for a road, none when unknown. */
  wards: readonly string[];
  /** Only right behind a ward that holds it: 和平 is a community in 顾村镇和平, elsewhere a word. */
  behindParent?: true;
}

export interface NameEntry {
  form: string;
  refs: PlaceRef[];
}

export interface Gazetteer {
  readonly exact: NameTrie<NameEntry>;
  /** The same names by sound; several names may share an entry list. */
  readonly sounds: NameTrie<NameEntry[]>;
  readonly wardCodes: ReadonlySet<string>;
  readonly entries: ReadonlyMap<string, NameEntry>;
  /** The gazetteer of the wards that were valid at an instant: itself where no ward was ever re-drawn. */
  at(instant: string): Gazetteer;
}

// Shorter names collide with words and with each other once a character may differ: 大场 and 大厂, 新丰村 and 新风村.
const MIN_SOUND_LENGTH = 3;
const GENERIC_END =
  /(?:社区居委会|居民委员会|村民委员会|居委会|村委会|居民区|街道|社区|小区|居委|村委|[区县镇乡村路])$/;

/**
 * Compiles the district's wards, estates and places, of all times, with all their written forms; `at` narrows them to
 * those of an instant. Built once, then only read.
 */
export function buildGazetteer(district: District): Gazetteer {
  const whole = compileDistrict(district);
  const versions = new Map<string, Gazetteer>();
  const days = boundariesOf(district);
  // A day begins at midnight of the district.
  const starts = days.map((day) => parseTime(`${day} 00:00`, district.timeZone) ?? '');
  if (days.length === 0) return whole;
  return {
    ...whole,
    at(instant) {
      const passed = starts.findLastIndex((start) => start <= instant);
      const day = days[passed] ?? '';
      let version = versions.get(day);
      if (!version) versions.set(day, (version = compileDistrict(validOn(district, day))));
      return version;
    },
  };
}

function compileDistrict(district: District): Gazetteer {
  const entries = new Map<string, NameEntry>();
  const wardCodes = new Set<string>();
  const add = (forms: readonly string[], ref: PlaceRef): void => {
    for (const form of forms) addForm(entries, form, ref);
  };
  const addWard = (code: string, forms: readonly string[], name: string, kind: PlaceKind): void => {
    wardCodes.add(code);
    add(forms, { name, kind, wards: [code] });
  };
  addWard(district.code, districtForms(district.name), district.name, 'district');
  for (const street of district.streets) {
    addWard(street.code, [...streetForms(street.name), ...street.aliases], street.name, 'street');
    for (const community of street.communities) {
      const forms = [...communityForms(community.name), ...community.aliases];
      addWard(community.code, forms, communityBase(community.name), 'community');
      const weak = { name: communityBase(community.name), kind: 'community' as const, wards: [community.code] };
      add([weakCommunityForm(community.name)], { ...weak, behindParent: true });
      for (const { name, aliases } of community.estates) {
        add([...estateForms(name), ...aliases], { name, kind: 'estate', wards: [community.code] });
      }
    }
  }
  for (const { name, aliases, kind, wards } of district.places) add([name, ...aliases], { name, kind, wards });
  return compile(entries, wardCodes);
}

/** Every written form that is a name by itself, without misspellings, for the segmenter's dictionary. */
export function gazetteerNames(gazetteer: Gazetteer): string[] {
  return [...gazetteer.entries.values()]
    .filter(({ refs }) => refs.some(({ behindParent }) => !behindParent))
    .map(({ form }) => form);
}

/** A name as the normaliser leaves it in a text. */
export function normaliseName(name: string): string {
  return simplify(name.normalize('NFKC')).replace(/\s+/g, '');
}

function addForm(entries: Map<string, NameEntry>, source: string, ref: PlaceRef): void {
  // 乾溪 stays in simplified text, and is 干溪 in text that was converted.
  for (const form of new Set([normaliseName(source), simplifyAlways(normaliseName(source))])) {
    if (form.length < 2) continue;
    let entry = entries.get(form);
    if (!entry) entries.set(form, (entry = { form, refs: [] }));
    const same = entry.refs.find((other) => other.kind === ref.kind && other.name === ref.name);
    if (same) same.wards = [...new Set([...same.wards, ...ref.wards])];
    else entry.refs.push({ ...ref });
  }
}

function compile(entries: Map<string, NameEntry>, wardCodes: Set<string>): Gazetteer {
  const exact = new NameTrie<NameEntry>(unitKeys);
  const sounds = new NameTrie<NameEntry[]>(syllableKeys);
  for (const [form, entry] of entries) {
    exact.upsert(form, entry);
    if (form.replace(GENERIC_END, '').length >= MIN_SOUND_LENGTH) sounds.upsert(form, []).push(entry);
  }
  for (const [form, entry] of entries) {
    for (const misspelt of misspellings(form)) if (!entries.has(misspelt)) exact.upsert(misspelt, entry);
  }
  const gazetteer: Gazetteer = { exact, sounds, wardCodes, entries, at: () => gazetteer };
  return gazetteer;
}

/** The name with one character replaced by the one usually mistaken for it: 罗甸, 保山. */
function misspellings(form: string): string[] {
  return [...form].flatMap((character, i) => {
    const other = confusableWith(character);
    return other ? [form.slice(0, i) + other + form.slice(i + 1)] : [];
  });
}
