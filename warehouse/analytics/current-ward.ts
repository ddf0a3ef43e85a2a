/**
 * 撤并: what stands under a former code belongs to a ward of today. Nine digits name a street: its committees keep their last
 * digits under the new one, unless they are listed themselves.
 */
export interface BoundaryChange {
  former: string;
  current: string;
}

/** The ward of a row within today's boundaries (可比口径). */
export const CURRENT_WARD = `
  multiIf(has({formerWards:Array(String)}, toString(ward_code)),
            {currentWards:Array(String)}[indexOf({formerWards:Array(String)}, toString(ward_code))],
          length(ward_code) > 9 AND has({formerWards:Array(String)}, substring(toString(ward_code), 1, 9)),
            concat({currentWards:Array(String)}[indexOf({formerWards:Array(String)}, substring(toString(ward_code), 1, 9))], substring(toString(ward_code), 10)),
          toString(ward_code))`;

/** The same for one code. */
export function currentWard(code: string, changes: readonly BoundaryChange[]): string {
  const own = changes.find(({ former }) => former === code);
  const street = own ?? changes.find(({ former }) => former.length === 9 && code.startsWith(former));
  return street ? street.current + code.slice(street.former.length) : code;
}

/** Values for CURRENT_WARD. */
export function boundaryParams(changes: readonly BoundaryChange[]): Record<string, unknown> {
  return { formerWards: changes.map(({ former }) => former), currentWards: changes.map(({ current }) => current) };
}

/** Prefixes of codes that see a ward, widened by what lies within it today. */
export function withFormerWards(prefixes: readonly string[], changes: readonly BoundaryChange[]): string[] {
  const listed = new Set(changes.map(({ former }) => former));
  const former = prefixes.flatMap((prefix) =>
    changes.flatMap((change) => {
      if (prefix === '') return [];
      if (change.current.startsWith(prefix)) return [change.former];
      // A committee of a street that another was joined into: the one of the same last digits came with it.
      const committee = change.former + prefix.slice(change.current.length);
      return prefix.startsWith(change.current) && !listed.has(committee) ? [committee] : [];
    }),
  );
  return [...new Set([...prefixes, ...former])];
}
