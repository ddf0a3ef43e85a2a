/** A department as the setting `departments` holds it; '' as ward is the whole district. */
export interface Unit {
  code: string;
  name: string;
  shortName?: string;
  line: string;
  wardCode: string;
  dutyPhone: string;
}

/** A code for a new department that none has: people never see it, so a number does. */
export function nextUnitCode(units: readonly Pick<Unit, 'code'>[]): string {
  const taken = new Set(units.map(({ code }) => code));
  let number = units.length + 1;
  while (taken.has(`unit-${number}`)) number += 1;
  return `unit-${number}`;
}
