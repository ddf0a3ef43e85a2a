import { describe, expect, it } from 'vitest';
import { hasLuhnCheck } from './bank-cards.ts';
import { hasCheckCharacter } from './identity-numbers.ts';

describe('check characters', () => {
  // The worked example of GB 11643-1999, annex A.
  it.each(['11010519491231002X', '440524188001010014'])('accepts the identity number %s of the standard', (id) => {
    expect(hasCheckCharacter(id)).toBe(true);
  });

  it('refuses an identity number with two digits swapped', () => {
    expect(hasCheckCharacter('110105194912310202')).toBe(false);
  });

  it('accepts and refuses card numbers as ISO/IEC 7812 says', () => {
    expect(hasLuhnCheck('4111111111111111')).toBe(true);
    expect(hasLuhnCheck('4111111111111112')).toBe(false);
  });
});
