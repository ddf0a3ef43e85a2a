import { expect, it } from 'vitest';
import { openSealedRow, sealRow } from './seal-row.ts';

const secret = { keyId: 'k1', key: Buffer.alloc(32, 1) };

it('a sealed row shows nothing of itself and comes back by its key alone', () => {
  const row = { externalId: '1', text: '我家住3单元302室' };
  const sealed = sealRow(row, secret)!;
  expect(sealed.toString('utf8')).not.toContain('单元');
  expect(openSealedRow(sealed, secret)).toEqual({ row });
  expect(openSealedRow(sealed, { keyId: 'k2', key: Buffer.alloc(32, 2) })).toBeUndefined();
  expect(openSealedRow(sealed.subarray(0, 30), secret)).toBeUndefined();
});

it('what is no JSON, or too large, is not kept', () => {
  expect(sealRow(undefined, secret)).toBeNull();
  expect(sealRow('漏'.repeat(300_000), secret)).toBeNull();
});
