import type { District } from '#warehouse/model/district.ts';

type Street = District['streets'][number];
interface Dated {
  name: string;
  validFrom?: string | undefined;
  validTo?: string | undefined;
}

/** What keeps a ward tree from being taken in this district, Chinese sentences that name the ward. */
export function checkWards({ streets }: { streets: District['streets'] }, { code, name }: District): string[] {
  const all = streets.flatMap((street) => [street, ...street.communities]);
  return [
    ...twice(all.map((ward) => ward.code)).map((one) => `代码 ${one} 出现了两次`),
    ...streets
      .filter((street) => !street.code.startsWith(code))
      .map((street) => `${street.name}的代码须以${name}的 ${code} 开头`),
    ...streets.flatMap(foreign),
    ...[...all, ...all.flatMap((ward) => ('estates' in ward ? ward.estates : []))].flatMap(backwards),
    ...sameNames(streets, name),
    ...streets.flatMap((street) => sameNames(street.communities, street.name)),
  ];
}

const foreign = ({ code, name, communities }: Street): string[] =>
  communities.filter((one) => !one.code.startsWith(code)).map((one) => `${one.name}的代码须以${name}的 ${code} 开头`);

const backwards = ({ name, validFrom, validTo }: Dated): string[] =>
  validFrom && validTo && validTo <= validFrom ? [`${name}的撤销日须晚于设立日`] : [];

/** Two wards of one name beside each other, on a day that both hold, nobody can tell apart. */
function sameNames(wards: readonly Dated[], where: string): string[] {
  const clash = wards.filter((one, at) =>
    wards.slice(0, at).some((other) => other.name === one.name && overlap(one, other)),
  );
  return clash.map(({ name }) => `${where}下有两个“${name}”`);
}

const overlap = (a: Dated, b: Dated): boolean =>
  (!a.validTo || (b.validFrom ?? '') < a.validTo) && (!b.validTo || (a.validFrom ?? '') < b.validTo);

const twice = (codes: readonly string[]): string[] => [
  ...new Set(codes.filter((code, at) => codes.indexOf(code) !== at)),
];
