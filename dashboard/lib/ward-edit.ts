import type { CommunityNode, StreetNode } from '#api/contract/setup.ts';

type Streets = readonly StreetNode[];

/** The next free code below `parent`: its digits and three more. */
export function nextCode(taken: readonly string[], parent: string): string {
  const numbers = taken.filter((code) => code.startsWith(parent)).map((code) => Number(code.slice(parent.length)));
  return parent + String(Math.max(0, ...numbers) + 1).padStart(3, '0');
}

/** The street that a community's code lies in. */
const streetOf = (streets: Streets, code: string): StreetNode | undefined =>
  streets.find((street) => code.startsWith(street.code));
const communityOf = (streets: Streets, code: string): CommunityNode | undefined =>
  streetOf(streets, code)?.communities.find((one) => one.code === code);

/** A new 居村 at the end of a 街镇. */
export function addCommunity(
  streets: Streets,
  street: string,
  given: Partial<CommunityNode> & { name: string },
): StreetNode[] {
  return streets.map((one) => {
    if (one.code !== street) return one;
    const code = nextCode(
      one.communities.map((each) => each.code),
      street,
    );
    const blank = { aliases: [], households: 0, residents: 0, estates: [] };
    return { ...one, communities: [...one.communities, { ...blank, ...given, code }] };
  });
}

/** A new 街镇 with its first 居村: a street without one has nobody to be asked about it. */
export function addStreet(
  streets: Streets,
  district: string,
  names: { street: string; community: string },
): StreetNode[] {
  const code = nextCode(
    streets.map((one) => one.code),
    district,
  );
  const all = [...streets, { code, name: names.street, aliases: [], communities: [] }];
  return addCommunity(all, code, { name: names.community });
}

/** Changes facts of one ward, a street or a community. */
export function editWard(streets: Streets, code: string, facts: Partial<CommunityNode>): StreetNode[] {
  return streets.map((street) => {
    if (street.code === code) return { ...street, ...(facts as Partial<StreetNode>) };
    const communities = street.communities.map((one) => (one.code === code ? { ...one, ...facts } : one));
    return { ...street, communities };
  });
}

/** 撤销 from a day on; with a street its communities. What was before stays theirs. */
export function closeWard(streets: Streets, code: string, day: string): StreetNode[] {
  const close = <T extends { validTo?: string | undefined }>(ward: T): T => ({ ...ward, validTo: ward.validTo ?? day });
  return streets.map((street) => ({
    ...(street.code === code ? close(street) : street),
    communities: street.communities.map((one) => (one.code.startsWith(code) ? close(one) : one)),
  }));
}

/** 撤并: both are closed, and a new one beside the first has what was theirs and answers to their names. */
export function mergeWards(
  streets: Streets,
  [first, second]: readonly [string, string],
  { name, day }: { name: string; day: string },
): StreetNode[] {
  const both = [first, second].flatMap((code) => communityOf(streets, code) ?? []);
  const given = {
    name,
    aliases: [...new Set(both.flatMap((one) => [one.name, ...one.aliases]))].filter((alias) => alias !== name),
    households: both.reduce((sum, one) => sum + one.households, 0),
    residents: both.reduce((sum, one) => sum + one.residents, 0),
    estates: both.flatMap((one) => one.estates.filter(({ validTo }) => !validTo)),
    validFrom: day,
  };
  const closed = both.reduce((tree, { code }) => closeWard(tree, code, day), [...streets]);
  return addCommunity(closed, streetOf(streets, first)?.code ?? '', given);
}

/** 拆分: a new 居村 takes some estates from a day on; the old one keeps the rest. */
export function splitWard(
  streets: Streets,
  code: string,
  { name, day, estates }: { name: string; day: string; estates: readonly string[] },
): StreetNode[] {
  const old = communityOf(streets, code);
  if (!old) return [...streets];
  const taken = old.estates.filter((one) => estates.includes(one.name));
  const left = old.estates.map((one) => (estates.includes(one.name) ? { ...one, validTo: day } : one));
  return addCommunity(editWard(streets, code, { estates: left }), streetOf(streets, code)?.code ?? '', {
    name,
    households: taken.reduce((sum, one) => sum + one.households, 0),
    estates: taken.map((one) => ({ ...one, validFrom: day })),
    validFrom: day,
  });
}

/** 划转: closed where it was, and the same under another street, whose code it takes. */
export function moveWard(streets: Streets, code: string, to: string, day: string): StreetNode[] {
  const old = communityOf(streets, code);
  if (!old || code.startsWith(to) || !streets.some((street) => street.code === to)) return [...streets];
  return addCommunity(closeWard(streets, code, day), to, { ...old, validFrom: day });
}

/** Takes out what was added by mistake and is nowhere stored yet. */
export function dropWard(streets: Streets, code: string): StreetNode[] {
  return streets
    .filter((street) => street.code !== code)
    .map((street) => ({ ...street, communities: street.communities.filter((one) => one.code !== code) }));
}
