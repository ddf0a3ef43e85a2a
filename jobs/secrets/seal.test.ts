import { beforeAll, describe, expect, it } from 'vitest';
import { seal, sealedSecret, unseal, useSealKey } from './seal.ts';

beforeAll(() => useSealKey(Buffer.alloc(32, 9)));

describe('a sealed secret', () => {
  it('opens to what it was, looks different every time, and shows nothing of it', () => {
    const sealed = seal('key=3f0a-secret');
    expect(unseal(sealed)).toBe('key=3f0a-secret');
    expect(seal('key=3f0a-secret')).not.toBe(sealed);
    expect(sealed).not.toContain('secret');
  });

  it('is not sealed twice, so a form that sends it back changes nothing', () => {
    const sealed = seal('x');
    expect(seal(sealed)).toBe(sealed);
    expect(sealedSecret(() => false, 'no').parse(sealed)).toBe(sealed);
  });

  it('does not open when a character was changed, or with another key', () => {
    const sealed = seal('x');
    const changed = sealed.slice(0, -2) + (sealed.at(-2) === 'A' ? 'B' : 'A') + sealed.at(-1);
    expect(() => unseal(changed)).toThrow('authenticate');
    useSealKey(Buffer.alloc(32, 8));
    expect(() => unseal(sealed)).toThrow('authenticate');
    useSealKey(Buffer.alloc(32, 9));
  });

  it('must be good before it is sealed', () => {
    const schema = sealedSecret((plain) => plain.startsWith('whsec_'), '须以 whsec_ 开头');
    expect(schema.safeParse('hello').success).toBe(false);
    expect(unseal(schema.parse('whsec_abc'))).toBe('whsec_abc');
  });
});
