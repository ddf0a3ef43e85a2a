import type { District } from '#warehouse/model/district.ts';

type Streets = District['streets'];
type Community = Streets[number]['communities'][number];

/**
 * The ward tree with what a table says of it: wards of the same code, or else of the same name in the same place, keep
 * their code and days and take the table's facts; others are added under free codes. What the table does not name stays,
 * since a list of one street must not close all others. A table of names alone is read without a district's code, so that
 * the codes made for its rows mean nothing here.
 */
export function joinWardTable(
  streets: Streets,
  table: Streets,
  district: string,
): { streets: Streets; missing: string[] } {
  const joined = [...streets];
  for (const given of table) {
    const at = matchOf(joined, given, table);
    const old = joined[at];
    if (old) {
      const communities = joinCommunities(old, given.communities);
      joined[at] = { ...old, name: given.name, aliases: aliasesOf(old, given), communities };
    } else {
      const code = freeCode(joined, given.code, district);
      joined.push({ ...given, code, communities: joinCommunities({ code, communities: [] }, given.communities) });
    }
  }
  const named = new Set(table.flatMap((street) => street.communities.map((one) => fullName(street, one))));
  const inForce = joined.flatMap((street) =>
    street.communities.filter(({ validTo }) => !validTo).map((one) => fullName(street, one)),
  );
  return { streets: joined, missing: inForce.filter((one) => !named.has(one)) };
}

function joinCommunities(
  street: Pick<Streets[number], 'code' | 'communities'>,
  table: readonly Community[],
): Community[] {
  const joined = [...street.communities];
  for (const given of table) {
    const at = matchOf(joined, given, table);
    const old = joined[at];
    if (!old) joined.push({ ...given, code: freeCode(joined, given.code, street.code) });
    else {
      const facts = { ...countsOf(old, given), aliases: aliasesOf(old, given), estates: estatesOf(old, given) };
      joined[at] = { ...old, name: given.name, ...facts };
    }
  }
  return joined;
}

const fullName = (street: Named, { name }: Named): string => `${street.name} ${name}`;

interface Named {
  code: string;
  name: string;
  validTo?: string | undefined;
}

/** Where the ward in force stands that a row means: by its name, or by a code whose ward the table names nowhere else. */
function matchOf(wards: readonly Named[], given: Named, table: readonly Named[]): number {
  const byName = wards.findIndex((one) => !one.validTo && one.name === given.name);
  if (byName >= 0) return byName;
  const names = new Set(table.map(({ name }) => name));
  return wards.findIndex((one) => !one.validTo && one.code === given.code && !names.has(one.name));
}

/** A ward that was renamed still answers to the name it had. */
function aliasesOf(old: { name: string; aliases: string[] }, given: { name: string; aliases: string[] }): string[] {
  const before = old.name === given.name ? [] : [old.name];
  return [...new Set([...old.aliases, ...given.aliases, ...before])].filter((alias) => alias !== given.name);
}

/** A table without the column says nothing of the counts. */
const countsOf = (old: Community, given: Community): Pick<Community, 'households' | 'residents'> => ({
  households: given.households || old.households,
  residents: given.residents || old.residents,
});

const estatesOf = (old: Community, given: Community): Community['estates'] => [
  ...old.estates,
  ...given.estates.filter(({ name }) => !old.estates.some((one) => one.name === name)),
];

/** The code that the table gives, where it is a whole one below `parent` and free; else the next free one. */
function freeCode(wards: readonly Named[], given: string, parent: string): string {
  const taken = wards.map(({ code }) => code);
  if (given.length === parent.length + 3 && given.startsWith(parent) && !taken.includes(given)) return given;
  const numbers = taken.filter((code) => code.startsWith(parent)).map((code) => Number(code.slice(parent.length)));
  return parent + String(Math.max(0, ...numbers) + 1).padStart(3, '0');
}
