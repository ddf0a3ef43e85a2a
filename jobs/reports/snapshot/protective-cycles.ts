import type { District } from '#warehouse/model/district.ts';
import type { CountedCell, Cycle } from './suppress-small-cells.ts';

/** The cells of wards by category, and of topics for the district. */
export interface Layout {
  cells: ReadonlyMap<string, CountedCell>;
  district: Pick<District, 'streets'>;
  categories: readonly string[];
  topicsOf: ReadonlyMap<string, readonly string[]>;
  key: (unit: string, topic: string) => string;
}

interface Cell {
  unit: string;
  category: string;
}

/**
 * The ways in which a count of a sensitive matter could be another without changing anything that is published: what the
 * one unit has more in one category and less in another, a second unit has less and more, with the streets above and the
 * communities below them; or, at last, the whole district. Units next to it come first, so that little is left out.
 */
export function cyclesAround(layout: Layout): (key: string) => Iterable<Cycle[]> {
  const { cells, district, key } = layout;
  const parents = new Map<string, string>();
  const children = new Map<string, string[]>([['', []]]);
  for (const { code, communities } of district.streets) {
    if (!cells.has(key(code, ''))) continue;
    parents.set(code, '');
    children.get('')!.push(code);
    const inside = communities.map((each) => each.code).filter((each) => cells.has(key(each, '')));
    children.set(code, inside);
    for (const each of inside) parents.set(each, code);
  }
  const tree: Tree = { ...layout, parents, children };
  return function* (exposed) {
    const [unit = '', topic = ''] = exposed.split('|');
    if (topic.length > 2) yield topicSwaps(layout, topic);
    const cell = { unit, category: topic.slice(0, 2) };
    if (unit !== '') {
      const parent = parents.get(unit) ?? '';
      const siblings = children.get(parent) ?? [];
      yield wardCycles(tree, cell, siblings);
      const cousins = parent === '' ? [] : [...parents].flatMap(([each, above]) => (above === '' ? [] : each));
      yield wardCycles(tree, cell, cousins);
    }
    yield wholeDistrict(tree, cell);
  };
}

interface Tree extends Layout {
  parents: ReadonlyMap<string, string>;
  children: ReadonlyMap<string, readonly string[]>;
}

const valueAt = ({ cells, key }: Layout, unit: string, category: string): number =>
  cells.get(key(unit, category))?.value ?? 0;

/** A document more under one topic and one less under another of the same category. */
function topicSwaps({ key, topicsOf }: Layout, topic: string): Cycle[] {
  const others = (topicsOf.get(topic.slice(0, 2)) ?? []).filter((other) => other !== topic);
  return others.map((other) => ({ minus: [key('', topic)], plus: [key('', other)] }));
}

function wardCycles(tree: Tree, { unit, category }: Cell, others: readonly string[]): Cycle[] {
  return others.flatMap((other) => {
    if (other === unit) return [];
    const [up, otherUp] = pathsBelowCommon(tree, unit, other);
    return tree.categories.flatMap((second): Cycle | [] => {
      if (second === category) return [];
      const own = [...up, ...down(tree, unit, category, second)];
      const its = [...otherUp, ...down(tree, other, second, category)];
      return {
        minus: [...own.map((each) => tree.key(each, category)), ...its.map((each) => tree.key(each, second))],
        plus: [...own.map((each) => tree.key(each, second)), ...its.map((each) => tree.key(each, category))],
      };
    });
  });
}

/** One category has less and another more, in a community, all above it, and a topic of each. */
function wholeDistrict(tree: Tree, { unit, category }: Cell): Cycle[] {
  const { key, cells, topicsOf } = tree;
  const value = (each: string): number => cells.get(each)?.value ?? 0;
  const most = (keys: readonly string[]): string[] => keys.toSorted((a, b) => value(b) - value(a)).slice(0, 1);
  const units = [...ancestors(tree, unit), unit];
  return tree.categories.flatMap((second): Cycle | [] => {
    if (second === category) return [];
    const wards = [...units, ...down(tree, unit, category, second)];
    const part = (of: string): string[] => [
      ...wards.map((each) => key(each, of)),
      ...most((topicsOf.get(of) ?? []).map((each) => key('', each))),
    ];
    return { minus: part(category), plus: part(second) };
  });
}

function ancestors({ parents }: Tree, unit: string): string[] {
  const parent = parents.get(unit);
  return parent === undefined ? [] : [...ancestors({ parents } as Tree, parent), parent];
}

/** Both units with what is above each, as far as that is not above both. */
function pathsBelowCommon(tree: Tree, a: string, b: string): [string[], string[]] {
  const [aboveA, aboveB] = [ancestors(tree, a), ancestors(tree, b)];
  const own = [...aboveA.filter((each) => !aboveB.includes(each)), a];
  return [own, [...aboveB.filter((each) => !aboveA.includes(each)), b]];
}

/** Below a unit, the child that has documents of one category and the fewest of both, and so on. */
function down(tree: Tree, unit: string, from: string, to: string): string[] {
  const [child] = (tree.children.get(unit) ?? [])
    .filter((each) => valueAt(tree, each, from) > 0)
    .map((each) => ({ each, cost: valueAt(tree, each, from) + valueAt(tree, each, to) }))
    .toSorted((a, b) => a.cost - b.cost);
  return child ? [child.each, ...down(tree, child.each, from, to)] : [];
}
