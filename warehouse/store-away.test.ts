import { expect, test } from 'vitest';
import { isStoreAway } from './store-away.ts';

const coded = (code: string, message = 'failed'): Error => Object.assign(new Error(message), { code });

test.each([
  coded('ECONNREFUSED', 'connect ECONNREFUSED 127.0.0.1:5432'),
  coded('ECONNRESET', 'socket hang up'),
  coded('57P01', 'terminating connection due to administrator command'),
  coded('57P03', 'the database system is starting up'),
  coded('08006', 'connection failure'),
  new Error('Connection terminated unexpectedly'),
  new Error('timeout exceeded when trying to connect'),
  new Error('statement list-alerts: failed', { cause: coded('EPIPE') }),
])('$message says that a store is away', (error) => {
  expect(isStoreAway(error)).toBe(true);
});

test.each([
  coded('23505', 'duplicate key value violates unique constraint'),
  coded('57014', 'canceling statement due to statement timeout'),
  coded('60', 'Table minqing.documents does not exist'),
  new Error('a defect'),
  'no error at all',
])('%s is something else', (error) => {
  expect(isStoreAway(error)).toBe(false);
});
