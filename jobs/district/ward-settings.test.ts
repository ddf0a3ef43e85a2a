import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { shippedManifests } from '#ingest/sources/shipped-manifests.ts';
import { district } from '../alerts/testing/fixtures.ts';
import { checkWards } from './check-wards.ts';
import { currentDistrict } from './current-district.ts';
import { departmentsSetting } from './settings/departments-setting.ts';
import { sourcesOf, sourcesSetting } from './settings/sources-setting.ts';
import { wardsSetting } from './settings/wards-setting.ts';
import { wardChanges } from './ward-changes.ts';

const { streets } = district;
const street = streets[0]!;
const community = street.communities[0]!;
const withCommunities = (communities: typeof street.communities) => [{ ...street, communities }, ...streets.slice(1)];

describe('A ward tree', () => {
  test('as the district has it is taken', () => {
    expect(checkWards({ streets }, district)).toEqual([]);
  });

  test('with a code twice, under a strange street, or with days that run backwards is refused by name', () => {
    const strange = { ...community, code: `${district.code}999001`, name: '飞地社区' };
    const backwards = {
      ...community,
      code: `${street.code}998`,
      name: '倒流社区',
      validFrom: '2026-03-01',
      validTo: '2026-02-01',
    };
    const problems = checkWards(
      { streets: withCommunities([...street.communities, community, strange, backwards]) },
      district,
    );
    expect(problems.join('\n')).toContain(`代码 ${community.code} 出现了两次`);
    expect(problems.join('\n')).toContain('飞地社区的代码须以');
    expect(problems).toContain('倒流社区的撤销日须晚于设立日');
  });

  test('may have one name twice only where one begins when the other has ended', () => {
    const again = { ...community, code: `${street.code}997`, validFrom: '2026-03-01' };
    const both = [...street.communities, again];
    expect(checkWards({ streets: withCommunities(both) }, district)).toEqual([
      `${street.name}下有两个“${community.name}”`,
    ]);
    const ended = both.map((one) => (one === community ? { ...one, validTo: '2026-03-01' } : one));
    expect(checkWards({ streets: withCommunities(ended) }, district)).toEqual([]);
  });

  test('tells what changed in words, one line a ward', () => {
    const renamed = withCommunities(
      street.communities.map((one) => (one === community ? { ...one, name: '新名社区', aliases: ['老名'] } : one)),
    );
    const [row, ...more] = wardChanges(streets, renamed);
    expect(more).toEqual([]);
    expect(row).toMatchObject({ label: community.code, after: expect.stringContaining('新名社区（别名 老名') });
  });
});

describe('Departments', () => {
  const value = departmentsSetting.initial(district);
  const free = { usedUnits: () => [], refusesTarget: () => null };

  test('that routing leads to cannot be taken away, others can', () => {
    const without = { departments: value.departments.slice(1) };
    const { code, name } = value.departments[0]!;
    expect(departmentsSetting.check!(without, district, { ...free, usedUnits: () => [code] })).toEqual([
      `${name}还在派单规则里，请先在“派单规则”里换成别的单位`,
    ]);
    expect(departmentsSetting.check!(without, district, free)).toEqual([]);
  });

  test('of one name or an unknown ward are refused', () => {
    const [first] = value.departments;
    const twin = { ...first!, code: 'twin', wardCode: '990000' };
    expect(departmentsSetting.check!({ departments: [...value.departments, twin] }, district, free)).toHaveLength(2);
  });

  test('and wards that were set stand in the district in force, with the channels of the file', () => {
    const departments = value.departments.map((unit) => ({ ...unit, name: `${unit.name}（新）` }));
    const held = new Map<unknown, unknown>([
      [wardsSetting, { streets: streets.slice(0, 1) }],
      [departmentsSetting, { departments }],
      [sourcesSetting, { sources: [] }],
    ]);
    const now = currentDistrict(district, { current: <T>(setting: unknown) => held.get(setting) as T });
    expect(now.streets).toHaveLength(1);
    expect(now.departments.map(({ channels }) => channels)).toEqual(
      district.departments.map(({ channels }) => channels),
    );
    expect(now.departments.every(({ name }) => name.endsWith('（新）'))).toBe(true);
  });
});

describe('Sources that are set', () => {
  const hotline = {
    id: 'city-hotline',
    name: '市热线',
    manifest: 'hotline' as const,
    baseUrl: 'https://hotline.example.gov.cn',
    secretEnv: 'MINQING_SOURCE_HOTLINE',
    wardCode: '',
    everySeconds: 60,
  };

  test('are offered for every manifest that is shipped', () => {
    const files = readdirSync('ingest/sources/manifests').map((name) => name.replace('.yaml', ''));
    expect([...shippedManifests].toSorted()).toEqual(files.toSorted());
  });

  test('stand beside those of the file, which win where an id is the same', () => {
    const own = { ...hotline, id: 'own', name: '文件里的', everySeconds: 30 };
    const base = { ...district, sources: [own] };
    const merged = sourcesOf(base, { sources: [hotline, { ...hotline, id: 'own', secretEnv: '' }] });
    expect(merged.map(({ id, name }) => [id, name])).toEqual([
      ['own', '文件里的'],
      ['city-hotline', '市热线'],
    ]);
  });

  test('name no other secret of the process, no strange ward, and no address that nobody allowed', () => {
    const other = sourcesSetting.schema.safeParse({ sources: [{ ...hotline, secretEnv: 'POSTGRES_URL' }] });
    expect(other.success).toBe(false);
    const inForce = {
      usedUnits: () => [],
      refusesTarget: (url: string) => (url.includes('inner') ? '不在名单里' : null),
    };
    const sources = [hotline, { ...hotline, wardCode: '990000001', baseUrl: 'http://inner.example' }];
    expect(sourcesSetting.check!({ sources }, district, inForce)).toEqual([
      '编号 city-hotline 出现了两次',
      '市热线：990000001 不在本区的区域表里',
      '市热线：不在名单里',
    ]);
    expect(sourcesSetting.check!({ sources: [hotline] }, district, inForce)).toEqual([]);
  });
});
