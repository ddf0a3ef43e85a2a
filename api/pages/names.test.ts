import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { districtSchema } from '#warehouse/model/district.ts';
import { namesOf } from './names.ts';

const district = districtSchema.parse(
  parse(readFileSync(new URL('../testing/district.yaml', import.meta.url), 'utf8')),
);
const names = namesOf(district);

describe('names of codes', () => {
  test('are those of the district file and the taxonomy', () => {
    expect(names.ward('990113')).toBe('滨江区');
    expect(names.ward('990113001')).toBe('北干街道');
    expect(names.ward('990113001002')).toBe('城东社区');
    expect(names.source('shequtong')).toBe('社区通');
    expect(names.department('jiaojing')).toBe('交警支队');
    expect(names.topic('0801')).toBe('拥堵');
  });

  test('an unlocated row is called 未定位', () => {
    expect(names.ward('')).toBe('未定位');
  });

  test('an unknown code is shown as it is, never hidden', () => {
    expect(names.ward('990113009')).toBe('990113009');
    expect(names.source('gone')).toBe('gone');
    expect(names.department('gone')).toBe('gone');
    expect(names.topic('7777')).toBe('7777');
  });
});

describe('the ward tree', () => {
  test('lists parents before children, each below its parent', () => {
    const seen = new Set(['']);
    for (const ward of names.wards) {
      expect(seen).toContain(ward.parentCode);
      expect(ward.code.startsWith(ward.parentCode)).toBe(true);
      seen.add(ward.code);
    }
    expect(names.wards.map((ward) => ward.level)).toEqual([
      'district',
      'street',
      'community',
      'community',
      'street',
      'community',
    ]);
  });

  test('sums residents upward; an unknown ward has none', () => {
    expect(names.residents('990113001')).toBe(3000 + 2000);
    expect(names.residents('990113')).toBe(3000 + 2000 + 500);
    expect(names.residents('990113009')).toBe(0);
    expect(names.residents('')).toBe(0);
  });
});
