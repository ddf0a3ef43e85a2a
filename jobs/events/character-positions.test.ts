import { assert, constantFrom, nat, property, record, string } from 'fast-check';
import { expect, test } from 'vitest';
import { CharacterPositions } from './character-positions.ts';

const few = constantFrom('水', '管', '电', '\n', '𠮷');

test('a word is found where the text itself finds it, in one text after the other', () => {
  const positions = new CharacterPositions();
  const asked = record({
    text: string({ unit: few, maxLength: 30 }),
    word: string({ unit: few, minLength: 1, maxLength: 3 }),
    from: nat(32),
  });
  assert(
    property(asked, ({ text, word, from }) => {
      positions.set(text);
      expect(positions.indexOf(word, from)).toBe(text.indexOf(word, from));
    }),
  );
});

test('a text longer than those before is taken whole', () => {
  const positions = new CharacterPositions();
  const text = `${'水'.repeat(5_000)}管`;
  positions.set(text);
  expect([positions.indexOf('水管'), positions.indexOf('电'), positions.indexOf('水', 4_999)]).toEqual([
    4_999, -1, 4_999,
  ]);
});
