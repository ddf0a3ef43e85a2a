import type { District } from '#warehouse/model/district.ts';

type Streets = District['streets'];
type AnyWard = Streets[number] | Streets[number]['communities'][number];

/** What differs between two ward trees, one line a ward: label, before and after in words; '—' is not there. */
export function wardChanges(before: Streets, after: Streets): { label: string; before: string; after: string }[] {
  const [old, fresh] = [wordsOf(before), wordsOf(after)];
  const codes = [...new Set([...old.keys(), ...fresh.keys()])];
  return codes.flatMap((code) => {
    const [was, is] = [old.get(code) ?? '—', fresh.get(code) ?? '—'];
    return was === is ? [] : [{ label: code, before: was, after: is }];
  });
}

function wordsOf(streets: Streets): Map<string, string> {
  return new Map(
    streets.flatMap((street) => [street, ...street.communities]).map((ward) => [ward.code, inWords(ward)]),
  );
}

function inWords(ward: AnyWard): string {
  const facts = [
    ward.aliases.length > 0 ? `别名 ${ward.aliases.join('、')}` : '',
    'households' in ward ? `${ward.households} 户 ${ward.residents} 人` : '',
    'estates' in ward && ward.estates.length > 0 ? `小区 ${ward.estates.map(estateInWords).join('、')}` : '',
    daysOf(ward),
  ].filter(Boolean);
  return facts.length === 0 ? ward.name : `${ward.name}（${facts.join('；')}）`;
}

const estateInWords = ({
  name,
  validFrom,
  validTo,
}: {
  name: string;
  validFrom?: string | undefined;
  validTo?: string | undefined;
}): string => {
  const days = daysOf({ validFrom, validTo });
  return days ? `${name}（${days}）` : name;
};

const daysOf = ({ validFrom, validTo }: { validFrom?: string | undefined; validTo?: string | undefined }): string =>
  [validFrom ? `${validFrom} 起` : '', validTo ? `${validTo} 撤销` : ''].filter(Boolean).join('，');
