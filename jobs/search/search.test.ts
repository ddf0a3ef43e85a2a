import { describe, expect, test } from 'vitest';
import { createSegmenter } from '#ingest/segment/segmenter.ts';
import { alikePattern, isOneEditAway, soundsAlike } from './alike-words.ts';
import { chooseAlike, chooseKnown, takeApart } from './choose-words.ts';
import { highlight } from './highlight.ts';
import { rankHits } from './rank-hits.ts';
import { readQuery } from './read-query.ts';
import { parseSynonyms, synonymProblems } from './synonyms.ts';
import { createQueryReader } from './query-reader.ts';
import { shippedSynonyms, synonymsSetting } from './synonyms-setting.ts';
import { district } from '../alerts/testing/fixtures.ts';

describe('reading what was typed', () => {
  const segmenter = createSegmenter();
  const synonyms = parseSynonyms('噪音 噪声\n# 水 火\n');
  const read = (text: string): readonly string[] => readQuery(text, segmenter, synonyms).words;

  test('cuts as documents are cut, without stop words, marks and repetitions', () => {
    expect(read('电梯的故障，电梯 漏水')).toEqual(['电梯', '故障', '漏水']);
  });
  test('takes traditional script, wide letters and capitals', () => {
    expect(read('電梯　ＫＴＶ')).toEqual(['电梯', 'ktv']);
  });
  test('keeps what nobody could cut', () => {
    expect(read('鞎')).toEqual(['鞎']);
    expect(read('？！ 123')).toEqual([]);
  });
  test('knows each group of the list from every one of its words', () => {
    expect(synonyms.get('噪声')).toEqual(['噪音']);
    expect(synonyms.has('水')).toBe(false);
    expect(shippedSynonyms().get('噪音')).toContain('噪声');
  });
  test('takes a list as an office types it: full width, capitals, commas', () => {
    const typed = parseSynonyms('\uFEFFＫＴＶ 歌厅、练歌房,歌厅\r\n');
    expect(typed.get('ktv')).toEqual(['歌厅', '练歌房']);
  });
  test('tells what is wrong with a list by its lines, and nothing of the shipped one', () => {
    const text = [
      '# 备注',
      '',
      '噪音 噪声',
      '电梯',
      `路灯 ${'长'.repeat(21)}`,
      '甲乙丙丁子丑寅卯辰巳午未申酉戌亥天地玄黄宇'.split('').join(' '),
    ];
    expect(synonymProblems(text.join('\n')).map(({ line }) => line)).toEqual([4, 5, 6]);
    expect(synonymsSetting.check?.(synonymsSetting.initial(district), district)).toEqual([]);
  });
  test('goes by the list and the lexicon in force, without a restart', () => {
    let groups = '噪音 噪声';
    let version = 1;
    const settings = {
      version: () => version,
      current: (setting: { kind: string }) => (setting.kind === 'synonyms' ? { groups } : { words: '' }),
    } as unknown as Parameters<typeof createQueryReader>[1];
    const reader = createQueryReader(district, settings);
    expect(reader.synonyms.get('噪音')).toEqual(['噪声']);
    [groups, version] = ['噪音 吵闹', 2];
    expect(reader.synonyms.get('噪音')).toEqual(['吵闹']);
    expect(reader.read('電梯').words).toEqual(['电梯']);
  });
});

const matches = (typed: string, word: string): boolean => new RegExp(alikePattern([typed]), 'u').test(word);

describe('what was probably meant', () => {
  test('other characters of the same sound', () => {
    expect(soundsAlike('罗甸', '罗店')).toBe(true);
    expect(matches('燥音', '噪音')).toBe(true);
    expect(matches('燥音', '声音')).toBe(false);
  });
  test('one character wrong, missing or too many, from three characters on', () => {
    for (const typed of ['搅拌占', '搅拌车站', '搞拌站']) expect(isOneEditAway(typed, '搅拌站')).toBe(true);
    for (const typed of ['搅拌车', '搅拌车站']) expect(matches(typed, '搅拌站')).toBe(true);
    expect(matches('搅伴拌车', '搅拌站')).toBe(false);
    expect(isOneEditAway('搅站', '搅拌站')).toBe(false);
    expect(isOneEditAway('噪音', '声音')).toBe(false);
    expect(isOneEditAway('搅拌站', '混凝土')).toBe(false);
  });
  test('the frequent word, by sound before by edit; never the word itself', () => {
    const known = new Map([
      ['丽发新成', 1],
      ['丽发新城', 900],
      ['丽发新村', 2000],
    ]);
    expect(chooseAlike('丽发新成', known)).toEqual([{ word: '丽发新城', reason: 'sound', documents: 900 }]);
    expect(chooseAlike('丽发新区', known).map(({ word }) => word)).toEqual(['丽发新村', '丽发新城', '丽发新成']);
  });
  test('a pattern is safe against signs of patterns', () => {
    expect(matches('c++', 'c++')).toBe(true);
    expect(matches('c.', 'cc')).toBe(false);
  });
});

describe('the words to look for', () => {
  const known = new Map([
    ['噪音', 50],
    ['噪音扰民', 9],
    ['噪声', 40],
    ['扰民', 70],
    ['声音', 8],
  ]);

  test('those that hold the word, and those for the same thing', () => {
    const chosen = chooseKnown({ word: '噪音', synonyms: ['噪声'] }, known);
    expect(chosen.map(({ word, reason }) => `${word} ${reason}`)).toEqual([
      '噪音 same',
      '噪音扰民 same',
      '噪声 synonym',
    ]);
  });
  test('a compound is taken apart where both parts are known', () => {
    expect(takeApart('噪音扰民', known)).toEqual(['噪音', '扰民']);
    expect(takeApart('噪音无人', known)).toEqual(['噪音无人']);
  });
});

describe('the order of what was found', () => {
  const matters = [
    {
      asked: '噪音',
      isRequired: true,
      words: [
        { word: '噪音', reason: 'same' as const, documents: 10 },
        { word: '噪声', reason: 'synonym' as const, documents: 10 },
      ],
    },
  ];
  const hit = {
    source_id: 's',
    external_id: 'a',
    published_at: '2020-12-12T00:00:00.000Z',
    length: 40,
    found: ['噪音'],
    found_in_title: [],
  };
  const order = (...hits: (typeof hit)[]): string[] =>
    rankHits(hits, matters, { documents: 1000, at: Date.parse('2020-12-12T00:00:00.000Z') }).map(
      (one) => one.external_id,
    );

  test('the title before the body, the typed word before one for the same thing', () => {
    const titled = { ...hit, external_id: 'b', found_in_title: ['噪音'] as never[] };
    const other = { ...hit, external_id: 'c', found: ['噪声'] };
    expect(order(other, hit, titled, hit)).toEqual(['b', 'a', 'c']);
  });
  test('short before long, new before old', () => {
    const long = { ...hit, external_id: 'b', length: 400 };
    const old = { ...hit, external_id: 'c', published_at: '2020-06-12T00:00:00.000Z' };
    expect(order(long, old, hit)).toEqual(['a', 'c', 'b']);
  });
});

describe('highlighting', () => {
  test('gives ranges in order, joined where they touch', () => {
    expect(highlight('噪音扰民，KTV噪音', ['噪音', '音扰', 'ktv'])).toEqual([
      [0, 3],
      [5, 10],
    ]);
    expect(highlight('没有', ['噪音', ''])).toEqual([]);
  });
});
