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
  const former = changes.filter(({ current }) => prefixes.some((prefix) => current.startsWith(prefix)));
  return [...prefixes, ...former.map((change) => change.former)];
}
