import { describe, expect, it } from 'vitest';
import { fitBytes, fitLines } from './fit-bytes.ts';

describe('a text that is too long', () => {
  it.each([
    ['道路拥堵', 12, '道路拥堵'],
    ['道路拥堵', 11, '道路…'],
    ['a道路拥堵', 9, 'a道…'],
    // One character of four bytes, two code units.
    ['𠮷𠮷𠮷', 11, '𠮷𠮷…'],
    ['𠮷𠮷𠮷', 10, '𠮷…'],
  ])('%s within %i bytes is %s', (text, bytes, expected) => {
    expect(fitBytes(text, bytes)).toBe(expected);
  });

  it('never ends in half a character, at any length', () => {
    const text = '育才路𠮷野家🚧 A座';
    for (let bytes = 3; bytes <= 40; bytes += 1) {
      const cut = fitBytes(text, bytes);
      expect(Buffer.byteLength(cut)).toBeLessThanOrEqual(bytes);
      expect(Buffer.from(cut, 'utf8').toString('utf8')).toBe(cut);
      expect(cut.isWellFormed()).toBe(true);
    }
  });
});

describe('lines that are too long together', () => {
  it('are shortened where they are longest, and the link stays whole', () => {
    const link = `查看：https://minqing.example/inbox/${'x'.repeat(120)}`;
    const fitted = fitLines(['标题', '测'.repeat(900), '编号：2020-0001', link], 2_048);
    expect(Buffer.byteLength(fitted.join('\n'))).toBeLessThanOrEqual(2_048);
    expect(fitted.at(-1)).toBe(link);
    expect(fitted[0]).toBe('标题');
    expect(fitted[2]).toBe('编号：2020-0001');
  });

  it('stay as they are where they fit', () => {
    expect(fitLines(['标题', '正文', '链接'], 2_048)).toEqual(['标题', '正文', '链接']);
  });
});
