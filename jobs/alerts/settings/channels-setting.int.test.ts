import pino from 'pino';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { runStatement } from '#warehouse/ledger/ledger.ts';
import { freshStores } from '#warehouse/testing/fresh-stores.ts';
import { useSealKey } from '../../secrets/seal.ts';
import { openSettings } from '../../settings/open-settings.ts';
import { settingRegistry } from '../../settings/registry.ts';
import { saveSetting } from '../../settings/save-setting.ts';
import { endpointBook } from '../deliver/endpoints.ts';
import { policySource } from '../policy-in-force.ts';
import { district as fixture } from '../testing/fixtures.ts';
import { channelsSetting, districtInForce } from './channels-setting.ts';

useSealKey(Buffer.alloc(32, 5));
const { ledger } = await freshStores();
const log = pino({ level: 'silent' });
const fileUrl = 'https://bot.example/send?key=FROM-THE-FILE';
const freshUrl = 'https://bot.example/send?key=TYPED-BY-HAND';
const phone = 'https://gateway.example/sms';
const whsec = `whsec_${Buffer.from('a secret of this test, 32 bytes!').toString('base64')}`;
const district = {
  ...fixture,
  departments: fixture.departments.map((one) =>
    one.code === 'police' ? { ...one, channels: [{ kind: 'wecom' as const, url: fileUrl, secret: '' as const }] } : one,
  ),
};
const settings = await openSettings(ledger, { district, registry: settingRegistry, log });
const by = { id: '7', name: '王主任' };
const now = new Date('2026-03-02T01:00:00.000Z');
const save = async (units: object[], expectedVersion: number) => {
  const change = { body: { units }, expectedVersion, by, note: '', now };
  const saved = await saveSetting({ ledger, district }, channelsSetting, change);
  await settings.refresh();
  return saved;
};
const urlOf = (endpointId: string) => endpointBook(districtInForce(district, settings)()).get(endpointId)?.url;

it('the channels of the district’s file hold until some are saved, and neither are shown in plain', () => {
  expect(urlOf('police.wecom.0')).toBe(fileUrl);
  const shown = JSON.stringify(settings.current(channelsSetting));
  expect(shown).toContain('sealed:1:');
  expect(shown).not.toContain('FROM-THE-FILE');
});

it('what is saved holds at once, is sealed in the ledger, and keeps the name of the endpoint for what still waits', async () => {
  const policy = policySource(district, settings, () => now);
  expect(policy().departments.get('police')?.channels).toMatchObject([{ url: fileUrl }]);
  const sms = { kind: 'sms', url: phone, secret: whsec, to: '13900000000' };
  const units = [
    { unit: 'police', channels: [{ kind: 'wecom', url: freshUrl }], lastResort: [sms] },
    { unit: 'water', channels: [{ kind: 'email', to: 'duty@example.gov.cn' }] },
  ];
  expect(await save(units, 0)).toEqual({ kind: 'saved', version: 1 });
  expect(urlOf('police.wecom.0')).toBe(freshUrl);
  expect(policy().departments.get('police')?.channels).toMatchObject([
    { kind: 'wecom', url: freshUrl },
    { kind: 'sms', secret: whsec, fallback: true },
  ]);
  expect(policy().departments.get('water')?.channels).toMatchObject([{ kind: 'email' }]);
  const text = `select body::text as body from settings where kind = 'channels'`;
  const [row] = await runStatement(ledger, { name: 'body', text, row: z.object({ body: z.string() }) });
  expect(row?.body).not.toMatch(/TYPED-BY-HAND|whsec_|gateway\.example/);
});

it('a body that comes back sealed is kept as it is', async () => {
  const { units } = settings.current(channelsSetting);
  expect(await save(units, 1)).toEqual({ kind: 'saved', version: 2 });
  expect(urlOf('police.wecom.0')).toBe(freshUrl);
});

it.each([
  ['a unit that the district does not have', [{ unit: 'moon', channels: [] }], '没有责任单位 moon'],
  ['a unit twice', [{ unit: 'police' }, { unit: 'police' }], '同一个单位出现了两次'],
  ['an address that is none', [{ unit: 'police', channels: [{ kind: 'wecom', url: 'bot' }] }], '须为网址'],
  [
    'a secret that no receiver could verify',
    [{ unit: 'police', channels: [{ kind: 'webhook', url: phone, secret: 'plain' }] }],
    'whsec_',
  ],
  [
    'a last resort without anything before it',
    [{ unit: 'police', lastResort: [{ kind: 'email', to: 'a@b.cn' }] }],
    '只有备用方式',
  ],
])('refuses %s in a sentence', async (_name, units, words) => {
  const refused = await save(units, 2);
  expect(refused.kind === 'invalid' && refused.problems.join()).toContain(words);
});
