import { afterEach, expect, it, vi } from 'vitest';
import { dropFirstAnswers, firstAnswer, keepFirstAnswers } from './first-answers.ts';

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

/** As a browser lists what it has fetched so far. */
function fetched(...addresses: string[]): void {
  vi.stubGlobal('location', { origin: 'http://here' });
  const entries = addresses.map((address) => ({ name: address.startsWith('/') ? `http://here${address}` : address }));
  vi.spyOn(performance, 'getEntriesByType').mockReturnValue(entries as PerformanceEntry[]);
}

it('what came with the page is read once, given once by its address, and to nobody who asks late', async () => {
  fetched('/assets/shared.js', '/api/session', '/api/overview?days=7', 'http://elsewhere/api/session');
  const asked: string[] = [];
  await keepFirstAnswers(async (path) => {
    asked.push(path);
    if (path === '/session') throw new Error('refused');
    return path;
  });
  expect(asked).toEqual(['/session', '/overview?days=7']);
  await expect(firstAnswer('/api/session')).rejects.toThrow('refused');
  expect([firstAnswer('/api/session'), firstAnswer('/api/overview')]).toEqual([undefined, undefined]);
  dropFirstAnswers();
  expect(firstAnswer('/api/overview?days=7')).toBe(undefined);
});
