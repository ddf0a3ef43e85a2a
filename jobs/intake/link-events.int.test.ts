import { expect, test } from 'vitest';
import { listAudit } from '#warehouse/ledger/audit/list-audit.ts';
import { listEventActs } from '#warehouse/ledger/events/event-acts.ts';
import { listLinkedEvents } from '#warehouse/ledger/events/list-linked-events.ts';
import { freshStores } from '#warehouse/testing/fresh-stores.ts';
import { linkEvents } from './link-events.ts';
import { undoAct } from './request-act.ts';

const { ledger } = await freshStores();
const by = { id: '1', name: '张' };
const asked = (eventId: string) => ({ eventId, by, now: new Date('2020-12-12T04:00:00.000Z') });

test('events that a person linked are one matter from whichever is looked at, until the link is taken back', async () => {
  await linkEvents(ledger, asked('north'), 'south');
  const second = await linkEvents(ledger, asked('west'), 'south');
  await linkEvents(ledger, asked('elsewhere'), 'other');
  expect(await listLinkedEvents(ledger, 'north')).toEqual(['south', 'west']);
  expect(await listLinkedEvents(ledger, 'west')).toEqual(['north', 'south']);
  expect(await undoAct(ledger, asked('west'), second)).toHaveLength(1);
  expect(await undoAct(ledger, asked('west'), second)).toBeNull();
  expect(await listLinkedEvents(ledger, 'north')).toEqual(['south']);
  expect(await listLinkedEvents(ledger, 'west')).toEqual([]);
});

test('who linked what and who took it back stands with the event and in the audit log', async () => {
  const acts = await listEventActs(ledger, 'west');
  expect(acts.map(({ kind, actor_name, undone_by }) => [kind, actor_name, undone_by !== null])).toEqual([
    ['unlink', '张', false],
    ['link', '张', true],
  ]);
  const lines = await listAudit(ledger, { actorId: '1', action: 'event', from: null, to: null, beforeId: null }, 10);
  expect(lines.filter(({ target }) => target === 'west').map(({ action }) => action)).toEqual([
    'event.unlink',
    'event.link',
  ]);
});
