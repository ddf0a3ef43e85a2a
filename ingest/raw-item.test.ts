import { describe, expect, it } from 'vitest';
import { checkRawItem, rawItemReasons, type RawItemReason } from './raw-item.ts';

const now = new Date('2020-12-12T02:00:00.000Z');
const base = { externalId: 'p-1', kind: 'post', publishedAt: '2020-12-12T01:30:00.000Z', title: '电梯坏了', text: '' };
const check = (patch: object, history = false) => checkRawItem({ ...base, ...patch }, { now, history });

describe('checkRawItem', () => {
  it('accepts a minimal item and fills the defaults', () => {
    const outcome = check({});
    expect(outcome).toMatchObject({
      kind: 'accept',
      value: {
        visibility: 'public',
        status: 'open',
        reply: '',
        repliedAt: null,
        deleted: false,
        likes: 0,
        wardHint: '',
      },
    });
  });

  const refusals: { name: string; patch: object; reason: RawItemReason }[] = [
    { name: 'no id', patch: { externalId: '' }, reason: 'invalid_field' },
    { name: 'an id that holds the key separator', patch: { externalId: 'a\u001fb' }, reason: 'invalid_field' },
    { name: 'an instant without a zone', patch: { publishedAt: '2020-12-12 09:30' }, reason: 'invalid_field' },
    { name: 'negative likes', patch: { likes: -1 }, reason: 'invalid_field' },
    { name: 'a lone surrogate', patch: { text: '漏水\ud83d' }, reason: 'bad_encoding' },
    { name: 'a lone surrogate in the ward hint', patch: { wardHint: '\udc00' }, reason: 'bad_encoding' },
    { name: 'bytes decoded wrongly', patch: { text: '\ufffd\ufffd漏\ufffd水\ufffd' }, reason: 'bad_encoding' },
    { name: 'a text of 5001 characters', patch: { text: '水'.repeat(5_001) }, reason: 'text_too_long' },
    { name: 'a reply of 10001 characters', patch: { reply: '水'.repeat(10_001) }, reason: 'text_too_long' },
    { name: 'no words', patch: { title: ' \n\u3000' }, reason: 'empty' },
    { name: 'eleven minutes ahead', patch: { publishedAt: '2020-12-12T02:11:00.000Z' }, reason: 'published_in_future' },
    { name: '401 days back', patch: { publishedAt: '2019-11-07T02:00:00.000Z' }, reason: 'published_too_old' },
    { name: 'an edit tomorrow', patch: { updatedAt: '2020-12-13T02:00:00.000Z' }, reason: 'updated_in_future' },
  ];
  it.each(refusals)('rejects $name as $reason', ({ patch, reason }) => {
    expect(check(patch)).toMatchObject({ kind: 'reject', reason });
  });

  const accepted: { name: string; patch: object; history?: boolean }[] = [
    {
      name: 'the deletion of a post of 401 days back',
      patch: { publishedAt: '2019-11-07T02:00:00.000Z', deleted: true },
    },
    { name: 'one stray replacement character', patch: { text: '漏水了\ufffd' } },
    { name: 'exactly 5000 characters of which many are emoji', patch: { text: '💧'.repeat(5_000) } },
    { name: 'nine minutes ahead', patch: { publishedAt: '2020-12-12T02:09:00.000Z' } },
    { name: 'a deletion without words', patch: { title: '', deleted: true } },
    { name: 'old rows of a history import', patch: { publishedAt: '2017-02-01T00:00:00.000Z' }, history: true },
  ];
  it.each(accepted)('accepts $name', ({ patch, history }) => {
    expect(check(patch, history).kind).toBe('accept');
  });

  it('takes a deletion that names nothing but what it takes back', () => {
    const limits = { now, history: false };
    const at = '2020-12-12T01:59:00.000Z';
    expect(checkRawItem({ externalId: 'p-1', deleted: true }, limits)).toMatchObject({
      kind: 'accept',
      value: { publishedAt: now.toISOString(), text: '' },
    });
    expect(checkRawItem({ externalId: 'p-1', deleted: true, updatedAt: at }, limits)).toMatchObject({
      value: { publishedAt: at },
    });
    expect(checkRawItem({ deleted: true }, limits).kind).toBe('reject');
  });

  it('refuses future rows in a history import too', () => {
    expect(check({ publishedAt: '2030-01-01T00:00:00.000Z' }, true)).toMatchObject({ reason: 'published_in_future' });
  });

  it('answers with a known reason for anything at all', () => {
    for (const value of [undefined, null, 1, 'x', [], {}, { kind: {} }, new Date(), { ...base, title: null }]) {
      const outcome = checkRawItem(value, { now, history: false });
      expect(outcome.kind === 'reject' && rawItemReasons.includes(outcome.reason as RawItemReason)).toBe(true);
    }
  });

  it('keeps the text out of the detail', () => {
    const outcome = check({ kind: '13800138000', status: '张三' });
    expect(JSON.stringify(outcome)).not.toMatch(/13800138000|张三/);
  });
});
