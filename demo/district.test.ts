import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { districtSchema } from '#warehouse/model/district.ts';

const district = districtSchema.parse(parse(readFileSync(new URL('./district.yaml', import.meta.url), 'utf8')));
const communities = district.streets.flatMap((street) => street.communities);
const codes = new Set([...district.streets, ...communities].map((ward) => ward.code));

describe('the example district', () => {
  it('has 13 streets and more than 220 communities, 41 of them in 罗店镇', () => {
    expect(district.streets).toHaveLength(13);
    expect(communities.length).toBeGreaterThanOrEqual(220);
    expect(district.streets.find(({ name }) => name === '罗店镇')?.communities).toHaveLength(41);
  });

  it('names every ward once and hangs every community under its street', () => {
    expect(codes.size).toBe(district.streets.length + communities.length);
    expect(new Set(communities.map(({ name }) => name)).size).toBe(communities.length);
    for (const street of district.streets)
      for (const community of street.communities) expect(community.code.startsWith(street.code)).toBe(true);
  });

  it('names every estate once, so that a name alone locates a post', () => {
    const estates = communities.flatMap((community) => community.estates.map(({ name }) => name));
    expect(new Set(estates).size).toBe(estates.length);
  });

  it('has no more estate households than the community counts', () => {
    const overfull = communities.filter(
      ({ households, estates }) => estates.reduce((sum, estate) => sum + estate.households, 0) > households,
    );
    expect(overfull).toEqual([]);
  });

  it('puts places, departments, routes and sources only in wards that exist', () => {
    const used = [
      ...district.places.flatMap(({ wards }) => wards),
      ...district.departments.map(({ wardCode }) => wardCode),
      ...district.routing.map(({ ward }) => ward),
      ...district.sources.map(({ wardCode }) => wardCode),
    ];
    expect(used.filter((code) => code !== '' && !codes.has(code))).toEqual([]);
  });

  it('routes only to departments that exist and ends with the 首接 fallback', () => {
    const known = new Set(district.departments.map(({ code }) => code));
    const named = district.routing.flatMap(({ lead, assist }) => [lead, ...assist]);
    expect(named.filter((code) => !known.has(code))).toEqual([]);
    expect(district.routing.at(-1)).toEqual({ topic: '', ward: '', nature: '', lead: 'chengyun', assist: [] });
  });

  it('sends traffic around the hospital to the police, the street and the committee', () => {
    const ward = district.places.find(({ name }) => name === '萧山医院')?.wards[0] ?? '';
    const route = district.routing.find((r) => '0801'.startsWith(r.topic) && ward.startsWith(r.ward));
    expect(route).toMatchObject({ lead: 'jiaojing', assist: ['beigan-pingan', 'boxue-shequ'] });
  });

  it('carries no credential: every channel secret is the placeholder', () => {
    const channels = district.departments.flatMap((department) => department.channels);
    const secrets = channels.map((channel) => ('secret' in channel ? channel.secret : ''));
    expect(new Set(secrets)).toEqual(new Set(['whsec_REPLACED/WHEN/THE/DEMO/STARTS']));
  });
});
