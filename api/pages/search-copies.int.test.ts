import { expect, it } from 'vitest';
import { systemScope } from '#warehouse/model/scope.ts';
import { freshStores } from '#warehouse/testing/fresh-stores.ts';
import { testContext } from '../testing/test-context.ts';
import * as two from '../testing/two-wards.ts';
import { search } from './search.ts';
import { viewpointOf } from './viewpoint.ts';

const stores = await freshStores();
const words = '育才路口 早高峰 右转 专用道 拥堵 希望 交警 整治'.split(' ');

const copy = (externalId: string, wardCode = two.own.ward) => ({
  externalId,
  wardCode,
  sourceId: 'hotline',
  title: '路口拥堵',
  text: words.join('，'),
  tokens: words,
  reporterKey: externalId,
});

it('a search marks how often its documents were copied, within what the asker may see', async () => {
  const other = {
    ...copy('other'),
    title: '路口的树',
    text: '路口的树挡住了红绿灯',
    tokens: ['拥堵', '路口', '树', '红绿灯', '挡住'],
  };
  const posts = [copy('a'), copy('b'), copy('c', two.neighbour.ward), other];
  await two.storeEvent(stores, 'jam', posts, { title: '育才路口拥堵', place: '育才路' });
  const context = await testContext(stores, { district: two.district, now: () => two.now });
  const copiesFor = async (scope: typeof systemScope): Promise<unknown> =>
    Object.fromEntries(
      (await search(context, viewpointOf(context, scope, { days: 7 }), { q: '拥堵' })).documents.map((one) => [
        one.externalId,
        one.copies,
      ]),
    );
  expect(await copiesFor(systemScope)).toEqual({ a: 3, b: 3, c: 3, other: 1 });
  expect(await copiesFor({ ...systemScope, wards: [two.own.ward] })).toEqual({ a: 2, b: 2, other: 1 });
});
