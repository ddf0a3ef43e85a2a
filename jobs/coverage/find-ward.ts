import type { District } from '#warehouse/model/district.ts';

const plain = (name: string): string =>
  name
    .normalize('NFKC')
    .replaceAll(/\s/g, '')
    .replace(/(?:社区居委会|居民委员会|村民委员会|居委会|村委会|社区|居委|村委)$/, '');

/** The code of the committee that goes by a name, alias or code within a ward; '' when none or several do. */
export function findWard(district: District, hint: string, within: string): string {
  const committees = district.streets
    .flatMap(({ communities }) => communities)
    .filter(({ code }) => code.startsWith(within));
  const found = committees.filter(
    ({ code, name, aliases }) => code === hint || [name, ...aliases].some((each) => plain(each) === plain(hint)),
  );
  return found.length === 1 ? found[0]!.code : '';
}
