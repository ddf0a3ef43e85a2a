import { describe, expect, it } from 'vitest';
import { checkRawItem } from '../raw-item.ts';
import { type ItemPath, readItemPath } from './item-path.ts';
import { readManifest } from './load-manifest.ts';
import { mapItem } from './map-item.ts';
import { readCount } from './read-count.ts';

/** Numbers as bulletins tell them: true of something, and of what only a reader knows. */
const PROSE = [
  '截至今日注册 12530 人，其中党员 1797 人',
  '共收到86件，已办结75件',
  '约300人点赞',
  '1253人',
  '注册率 87.2%',
  '第3次反映，已等待15天',
  '一百二十',
  '12530（含租户）',
  '86/75/11',
  '12530 1797',
  '86,75',
];
const COUNTS = ['likes', 'comments', 'version'] as const;
const BOARDS = ['shequtong', 'hotline', 'boxue', 'weizhili', 'discourse', 'discourse-posts', 'decidim', 'open311'];

/** An item that holds `value` at a path. */
const itemWith = (path: ItemPath, value: unknown): unknown =>
  path.reduceRight<unknown>((inner, step) => {
    if (step.kind === 'key') return { [step.name]: inner };
    if (step.kind !== 'where') return [inner];
    return (inner as object[]).map((element) => ({ ...element, [step.key]: step.value }));
  }, value);

describe.each(BOARDS)('%s', (name) => {
  it('takes no count out of words, wherever they stand', async () => {
    const manifest = await readManifest(name, '');
    for (const field of COUNTS) {
      const rule = manifest.map[field];
      const path = rule?.path ?? rule?.paths?.[0];
      if (!path || rule?.count) continue;
      for (const words of PROSE) {
        const item = itemWith(path, words);
        expect(readItemPath(item, path)).toBe(words);
        expect(mapItem(item, manifest)[field]).not.toBeTypeOf('number');
      }
    }
  });

  it('takes no count out of the texts of an item', async () => {
    const manifest = await readManifest(name, '');
    for (const words of PROSE) {
      const text = manifest.map.text?.path ?? manifest.map.text?.paths?.[0] ?? manifest.map.title?.path ?? [];
      const row = mapItem(itemWith(text, words), manifest);
      for (const field of COUNTS) expect(row[field]).toBe(mapItem({}, manifest)[field]);
    }
  });
});

it('a count that is words is refused or left out, never stored', () => {
  const row = { externalId: '1', kind: 'post', publishedAt: '2020-12-01T02:00:00.000Z', title: '通报' };
  const limits = { now: new Date('2020-12-02T00:00:00Z'), history: true };
  for (const likes of PROSE) expect(checkRawItem({ ...row, likes }, limits).kind).toBe('reject');
});

it('a ward that answers in words has sent nothing: 未报, not a number', async () => {
  const { counts } = await readManifest('luodian-coverage', '');
  const said = { juweiName: '第一居委', tjrq: '2020-12-01', zcrs: '312', dys: 20, hys: '45' };
  expect(readCount(said, counts!)).toEqual({
    ward: '第一居委',
    day: '2020-12-01',
    registered: 312,
    party: 20,
    active: 45,
  });
  for (const words of PROSE) {
    expect(readCount({ ...said, zcrs: words }, counts!)).toBeUndefined();
    expect(readCount({ ...said, dys: words, hys: words }, counts!)).toMatchObject({ party: null, active: null });
    expect(readCount({ ...said, tjrq: words }, counts!)).toBeUndefined();
  }
  expect(readCount({ ...said, tjrq: '20201201通报3次' }, counts!)).toBeUndefined();
});
