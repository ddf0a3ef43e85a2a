import { expect, it } from 'vitest';
import { normaliseText } from './normalise-text.ts';
import { languageOf } from './text-language.ts';

const of = (...texts: string[]) => languageOf(texts.map((text) => normaliseText(text)));

it.each([
  ['路灯坏了三天没人修', 'zh-Hans'],
  ['APP 打不开，WIFI 也连不上，请尽快处理', 'zh-Hans'],
  ['路燈壞了三天沒人修，請儘快處理', 'zh-Hant'],
  ['The street light at the corner is broken', 'en'],
  ['Street light broken', 'en'],
  ['Please fix the street light 育才路口的路灯坏了', 'mixed'],
  ['ni hao, lu deng huai le san tian', 'other'],
  ['街灯が三日も壊れたままです、直してください', 'other'],
  ['가로등이 고장났습니다', 'other'],
  ['Фонарь не горит уже три дня', 'other'],
  ['13800138000', 'other'],
])('tells the language of %j', (text, language) => {
  expect(of(text)).toBe(language);
});

it('looks at title and text together, and simplification does not hide that a text came in traditional writing', () => {
  expect(of('路灯', '路燈壞了三天沒人修')).toBe('zh-Hant');
  expect(of('Broken light', '育才路口的路灯坏了三天')).toBe('zh-Hans');
});
