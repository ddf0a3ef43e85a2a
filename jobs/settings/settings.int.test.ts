import pino from 'pino';
import { describe, expect, test } from 'vitest';
import { freshStores } from '#warehouse/testing/fresh-stores.ts';
import { listAudit } from '#warehouse/ledger/audit/list-audit.ts';
import { appendAudit } from '#warehouse/ledger/audit/append-audit.ts';
import { inTransaction, noRow, runStatement, StatementError } from '#warehouse/ledger/ledger.ts';
import { alertingSetting } from '../alerts/settings/alerting-setting.ts';
import { district } from '../alerts/testing/fixtures.ts';
import { verifyAuditLog } from '../audit/verify-audit-log.ts';
import { openSettings } from './open-settings.ts';
import { settingRegistry } from './registry.ts';
import { saveSetting, type SettingChange } from './save-setting.ts';

const { ledger } = await freshStores();
const log = pino({ level: 'silent' });
const by = { id: '7', name: '王主任' };
const now = new Date('2026-03-02T01:00:00.000Z');

function change(more: Partial<SettingChange>): SettingChange {
  return { body: district.alerting, expectedVersion: 0, by, note: '', now, ...more };
}

describe('A setting', () => {
  test('holds what the file says until something is saved, and then that, in every process', async () => {
    const here = await openSettings(ledger, { district, registry: settingRegistry, log });
    const elsewhere = await openSettings(ledger, { district, registry: settingRegistry, log });
    expect(here.current(alertingSetting)).toEqual(alertingSetting.initial(district));
    const stop = new AbortController();
    const following = elsewhere.follow(stop.signal);

    const body = { ...district.alerting, enterHeat: 70 };
    const saved = await saveSetting({ ledger, district }, alertingSetting, change({ body }));

    expect(saved).toEqual({ kind: 'saved', version: 1 });
    await expect.poll(() => elsewhere.current(alertingSetting).enterHeat).toBe(70);
    expect(elsewhere.version(alertingSetting)).toBe(1);
    stop.abort();
    await following;
  });

  test('is not saved over a version that the person did not see', async () => {
    const answers = await Promise.all(
      [1, 2].map((minutes) =>
        saveSetting(
          { ledger, district },
          alertingSetting,
          change({ body: { ...district.alerting, groupWaitMinutes: minutes }, expectedVersion: 1 }),
        ),
      ),
    );
    expect(answers.map(({ kind }) => kind).toSorted()).toEqual(['saved', 'stale']);
    expect(await saveSetting({ ledger, district }, alertingSetting, change({ expectedVersion: 9 }))).toEqual({
      kind: 'stale',
    });
  });

  test('that the schema or the district refuses is answered with the field, and nothing is written', async () => {
    const bad = { ...district.alerting, exitHeat: 90 };
    const refused = await saveSetting({ ledger, district }, alertingSetting, change({ body: bad, expectedVersion: 2 }));
    expect(refused).toMatchObject({ kind: 'invalid' });
    const typed = await saveSetting(
      { ledger, district },
      alertingSetting,
      change({ body: { ...district.alerting, enterHeat: 'hot' }, expectedVersion: 2 }),
    );
    expect(typed).toMatchObject({ kind: 'invalid', problems: [expect.stringContaining('enterHeat')] });
    const lines = await listAudit(ledger, { actorId: '7', action: 'setting', from: null, to: null, beforeId: null }, 9);
    expect(lines.map(({ target, detail }) => [target, JSON.parse(detail)])).toEqual([
      ['alerting', { version: 2 }],
      ['alerting', { version: 1 }],
    ]);
  });

  test('cannot be rewritten in the store', async () => {
    const rewrite = runStatement(ledger, { name: 'rewrite', text: `update settings set note = 'x'`, row: noRow });
    await expect(rewrite).rejects.toThrow(StatementError);
  });
});

describe('The audit log', () => {
  test('is intact after writers at once, and shows the row that somebody changed behind its back', async () => {
    const entry = { at: now.toISOString(), actorId: '', actorName: '', action: 'export.write', target: '表 1' };
    await Promise.all(Array.from({ length: 20 }, () => appendAudit(ledger, entry)));
    expect(await verifyAuditLog(ledger)).toEqual({ kind: 'intact', rows: 22 });

    const forged = inTransaction(ledger, async (tx) => {
      await tx.client.query(`alter table audit_log disable trigger audit_log_refuse_change`);
      await tx.client.query(`update audit_log set target = '表 2' where id = 9`);
      throw Object.assign(new Error('undo'), { verdict: await verifyAuditLog(tx) });
    });
    await expect(forged).rejects.toMatchObject({ verdict: { kind: 'broken', id: 9 } });
  });
});
