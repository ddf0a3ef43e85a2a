import type { WardRules } from './ward-rules.ts';

/** A ward of one level with what is ranked. */
export interface CountedWard {
  code: string;
  /** 发声人数: what wards are ranked by. */
  voices: number;
  residents: number;
  households: number;
}

/** Whoever the office put into no group. */
const OTHERS = '其他';
/** Thirds by size, the largest first. */
const SIZES = ['规模较大', '规模居中', '规模较小'] as const;
/** A group of two says nothing of what is usual: fewer wards than three for each third are not divided. */
const LEAST = 3 * SIZES.length;

/** 同类区域: the wards by the name of their peers; '' where all are compared with all. */
export function peersOf(wards: readonly CountedWard[], rules: WardRules): Map<string, CountedWard[]> {
  if (rules.peersBy === 'office' && rules.groups.length > 0) {
    const named = new Map(rules.groups.flatMap(({ name, wards: codes }) => codes.map((code) => [code, name] as const)));
    return groupBy(wards, ({ code }) => named.get(code) ?? OTHERS);
  }
  if (rules.peersBy === 'size' && wards.length >= LEAST) {
    const bySize = wards.toSorted((a, b) => b[rules.per] - a[rules.per] || (a.code < b.code ? -1 : 1));
    const thirds = new Map(
      bySize.map(({ code }, at) => [code, SIZES[Math.floor((at * SIZES.length) / bySize.length)]!]),
    );
    return groupBy(wards, ({ code }) => thirds.get(code)!);
  }
  return new Map([['', [...wards]]]);
}

function groupBy(wards: readonly CountedWard[], nameOf: (ward: CountedWard) => string): Map<string, CountedWard[]> {
  const groups = new Map<string, CountedWard[]>();
  for (const ward of wards) groups.set(nameOf(ward), [...(groups.get(nameOf(ward)) ?? []), ward]);
  return groups;
}
