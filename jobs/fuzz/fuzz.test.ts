import { expect, it } from 'vitest';
import { district } from '../alerts/testing/fixtures.ts';
import { fuzz } from './fuzz.ts';

it('every mutated input ends as accepted, skipped or rejected, without a crash', { timeout: 60_000 }, async () => {
  // A two-thousandth of `npm run bench -- fuzz`, which also watches for hangs and memory.
  const report = await fuzz({ district, seed: 7, count: 500, onInput: () => {} });
  expect(report.crashes).toEqual([]);
  expect(Math.min(report.endings.accept, report.endings.reject, report.endings.skip)).toBeGreaterThan(0);
});
