import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fillIn } from '../state/useI18n.ts';
import { en } from './en.ts';
import { zhCN } from './zh-CN.ts';

const holes = (text: string) => [...new Set([...text.matchAll(/\{(\w+)/g)].map((match) => match[1]))].sort();

describe('the texts', () => {
  it('exist in both languages under the same keys, in the same order', () => {
    expect(Object.keys(en)).toEqual(Object.keys(zhCN));
  });
  it('name the same parameters in both languages', () => {
    const differing = Object.entries(zhCN).filter(
      ([key, text]) => String(holes(text)) !== String(holes(en[key as keyof typeof en])),
    );
    expect(differing).toEqual([]);
  });
  it('are complete in English: no Chinese is left over', () => {
    expect(Object.entries(en).filter(([key, text]) => /\p{Script=Han}/u.test(text) && key !== 'app.name')).toEqual([]);
  });
  it('leave an unknown parameter visible', () => {
    expect(fillIn('{n} 件 {x}', { n: 3 })).toBe('3 件 {x}');
  });
  it('tell one from many in English', () => {
    expect(fillIn(en['unit.nItems'], { n: '1' })).toBe('1 item');
    expect(fillIn(en['unit.nItems'], { n: '1,204' })).toBe('1,204 items');
  });
});

/** The wall is read from afar and has nothing to touch. */
const withoutMarks: readonly string[] = ['WallTiles.vue', 'WallWards.vue'];

describe('the components', () => {
  const files = readdirSync('dashboard', { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.vue'))
    .map((name) => join('dashboard', name));
  it('hold no text of their own: every word comes from the locale files', () => {
    const withHan = files.filter((file) => {
      const markup = /<template>[\s\S]*<\/template>/.exec(readFileSync(file, 'utf8'))?.[0] ?? '';
      return /\p{Script=Han}/u.test(markup);
    });
    // The names of the languages themselves are not translated.
    expect(withHan.map((file) => file.split('/').at(-1)).sort()).toEqual(['SignInPage.vue', 'UserSheet.vue']);
  });
  it('explain every metric that they name', () => {
    const keys = Object.keys(zhCN);
    const explained = new Set(keys.flatMap((key) => /^help\.(.+)/.exec(key)?.[1] ?? []));
    const metrics = keys.flatMap((key) => /^metric\.(.+)/.exec(key)?.[1] ?? []);
    expect(metrics.filter((metric) => !explained.has(metric))).toEqual([]);
    const texts = files.map((file) => ({ file, text: readFileSync(file, 'utf8') }));
    const marks = texts.flatMap(({ text }) => [...text.matchAll(/ metric="([^"]+)"/g)].map((match) => match[1]!));
    expect(marks.filter((metric) => !explained.has(metric))).toEqual([]);
    // A metric's name stands in a heading or beside a figure: somewhere in the same part it is explained.
    const silent = texts.filter(({ text }) => /t(?:Data)?\([`']metric\./.test(text) && !text.includes('<HelpTip'));
    expect(silent.map(({ file }) => file.split('/').at(-1)).sort()).toEqual([...withoutMarks]);
  });
  it('never turn data into markup', () => {
    expect(files.filter((file) => /v-html|innerHTML/.test(readFileSync(file, 'utf8')))).toEqual([]);
  });
});
