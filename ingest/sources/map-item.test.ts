import { describe, expect, it } from 'vitest';
import { parseItemPath, readItemPath } from './item-path.ts';
import { loadManifest } from './load-manifest.ts';
import { mapItem } from './map-item.ts';

const item = {
  id: 17,
  'a b': 1,
  author: { name: '张三' },
  log: [
    { who: 'staff', text: '收到' },
    { who: 'resident', text: '谢谢' },
    { who: 'staff', text: '已修好' },
  ],
};

describe('paths', () => {
  it.each([
    ['author.name', '张三'],
    ['log[0].text', '收到'],
    ['log[-1].text', '已修好'],
    ['log[].text', ['收到', '谢谢', '已修好']],
    ['log.text', ['收到', '谢谢', '已修好']],
    ['log[who=staff].text', ['收到', '已修好']],
    ['log[who=staff][-1].text', '已修好'],
    ['author[0].name', '张三'],
    ['author.nobody.name', undefined],
    ['author.constructor', undefined],
    ['$', item],
  ])('%s', (path, value) => {
    expect(readItemPath(item, parseItemPath(path) ?? [])).toEqual(value);
  });

  it.each(['a..b', '.a', 'a[', 'a[1', 'a]b'])('%s is not a path', (path) => {
    expect(parseItemPath(path)).toBeUndefined();
  });
});

const manifestText = (map: string): string => `platform: p
name: P
auth: { kind: none }
request: { path: /items }
paging: { kind: page, param: page, size: 2 }
items: rows
map:
  externalId: id
  publishedAt: at
  text: text
${map}`;
const mapped = (map: string, row: unknown) => mapItem(row, loadManifest(manifestText(map), 'p.yaml'));

describe('the field map', () => {
  it.each([
    {
      name: 'a lookup translates',
      map: '  status: { path: s, lookup: { 3: resolved }, default: open }',
      row: { s: 3 },
      field: { status: 'resolved' },
    },
    {
      name: 'a value outside the lookup takes the default',
      map: '  status: { path: s, lookup: { 3: resolved }, default: open }',
      row: { s: 8 },
      field: { status: 'open' },
    },
    {
      name: 'a lookup never finds inherited names',
      map: '  status: { path: s, lookup: { 3: resolved }, default: open }',
      row: { s: 'constructor' },
      field: { status: 'open' },
    },
    {
      name: 'the first path that is not empty counts',
      map: '  reporter: { paths: [a, b] }',
      row: { a: '', b: 'u1' },
      field: { reporter: 'u1' },
    },
    {
      name: 'several paths are joined',
      map: '  title: { paths: [a, b], join: " / " }',
      row: { a: 'x', b: 'y' },
      field: { title: 'x / y' },
    },
    {
      name: 'a list is counted',
      map: '  comments: { path: c, count: true }',
      row: { c: [1, 2] },
      field: { comments: 2 },
    },
    {
      name: 'a prefix keeps kinds apart',
      map: '  estate: { path: e, prefix: E- }',
      row: { e: 5 },
      field: { estate: 'E-5' },
    },
    { name: 'figures in words become figures', map: '  likes: l', row: { l: ' 12 ' }, field: { likes: 12 } },
    {
      name: 'what is no figure stays for the check to refuse',
      map: '  likes: l',
      row: { l: 'many' },
      field: { likes: 'many' },
    },
    {
      name: 'an unreadable time stays for the check to refuse',
      map: '  repliedAt: r',
      row: { r: '昨天' },
      field: { repliedAt: '昨天' },
    },
    {
      name: 'a time of deletion is a deletion',
      map: '  deleted: d',
      row: { d: '2020-12-12T00:00:00Z' },
      field: { deleted: true },
    },
    { name: '0 is no deletion', map: '  deleted: d', row: { d: 0 }, field: { deleted: false } },
    {
      name: 'an id beyond 2^53 has lost digits and stays a number',
      map: '  board: b',
      row: { b: 310_113_202_012_120_000 },
      field: { board: 310_113_202_012_120_000 },
    },
  ])('$name', ({ map, row, field }) => {
    expect(mapped(map, { id: 1, at: '2020-12-12 08:00', text: 't', ...row })).toEqual({
      kind: 'post',
      externalId: '1',
      publishedAt: '2020-12-12T00:00:00.000Z',
      text: 't',
      ...field,
    });
  });
});

/** The complaints about a manifest. */
const broken = (change: (text: string) => string): string[] => {
  try {
    loadManifest(change(manifestText('')), 'p.yaml');
    return [];
  } catch (error) {
    return (error as Error).message.split('\n');
  }
};

describe('loadManifest', () => {
  it.each([
    {
      name: 'a wrong value',
      change: (text: string) => text.replace('size: 2', 'size: 0'),
      message: /^p\.yaml:5: paging\.size: /,
    },
    {
      name: 'an unknown field',
      change: (text: string) => `${text}  titel: x\n`,
      message: /^p\.yaml:\d+: map(\.titel)?: /,
    },
    {
      name: 'a missing field',
      change: (text: string) => text.replace('  text: text\n', ''),
      message: /^p\.yaml:8: map: needs the field text$/,
    },
    {
      name: 'a path that is none',
      change: (text: string) => text.replace('items: rows', 'items: a..b'),
      message: /^p\.yaml:6: items: "a\.\.b" is not a path/,
    },
    {
      name: 'broken YAML',
      change: (text: string) => text.replace('{ kind: none }', '{ kind: none'),
      message: /^p\.yaml:\d+: /,
    },
    {
      name: 'an unknown zone',
      change: (text: string) => `${text}timeZone: Mars/Base\n`,
      message: /^p\.yaml:\d+: timeZone: not a time zone/,
    },
    {
      name: 'a constant beside a path',
      change: (text: string) => `${text}  title: { path: a, const: b }\n`,
      message: /^p\.yaml:\d+: map\.title: needs exactly one of/,
    },
  ])('$name is told with file, line and field', ({ change, message }) => {
    const complaints = broken(change);
    expect(complaints).toHaveLength(1);
    expect(complaints[0]).toMatch(message);
  });
});
