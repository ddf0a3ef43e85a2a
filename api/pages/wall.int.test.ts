import { expect, it } from 'vitest';
import { systemScope } from '#warehouse/model/scope.ts';
import { freshStores } from '#warehouse/testing/fresh-stores.ts';
import { testContext } from '../testing/test-context.ts';
import * as two from '../testing/two-wards.ts';
import { overview } from './overview.ts';
import { filterSchema, viewOf } from './viewpoint.ts';
import { wall } from './wall.ts';

/** Whether the sensitive matter and the other one are told, of hotspots and of alerts. */
const told = ({ hotspots, alerts }: { hotspots: { place: string }[]; alerts: { place: string }[] }) => [
  hotspots.some(({ place }) => place === '横五路'),
  alerts.some(({ place }) => place === '横五路'),
  hotspots.some(({ place }) => place === '育才路'),
  alerts.some(({ place }) => place === '育才路'),
];

it('a screen in a hall tells nothing of a matter of health, family or need, which the office’s own page does', async () => {
  const stores = await freshStores();
  await two.fillTwoWards(stores);
  const posts = [1, 2].map((n) => ({ ...two.ownPost(`clinic-${n}`, '配药要等两周'), topicCode: '1602' }));
  await two.storeEvent(stores, 'event-clinic', posts, { title: '配药难', place: '横五路', topic_code: '1602' });
  const at = new Date(two.now.getTime() + 60_000);
  await two.rankNow(stores, at);
  const context = await testContext(stores, {
    district: two.district,
    policy: two.deskOf(stores).policy,
    now: () => at,
  });
  const view = await viewOf(context, systemScope, filterSchema.parse({}));
  expect(told(await overview(context, { scope: systemScope, actor: null }, view))).toEqual([true, true, true, true]);
  expect(told(await wall(context))).toEqual([false, false, true, true]);
});
