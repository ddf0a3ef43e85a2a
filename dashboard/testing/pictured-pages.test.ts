import { createMemoryHistory, createRouter } from 'vue-router';
import { expect, test } from 'vitest';
import { routes } from '../routes.ts';
import { picturedPages } from './pictured-pages.ts';

const router = createRouter({ history: createMemoryHistory(), routes });
const shows = (path: string): string => String(router.resolve(path).name);
/** Taken before anybody is signed in, and of a server without a district: by runs of their own. */
const apart = ['sign-in', 'setup'];

test('Every page has its picture', () => {
  const pictured = new Set([...apart, ...picturedPages.map(({ path, leadsTo }) => leadsTo ?? shows(path))]);
  expect([...pictured].sort()).toEqual(routes.map(({ name }) => String(name)).sort());
});

test('No picture takes the place of another', () => {
  const names = picturedPages.map(({ name }) => name);
  expect([...new Set(names)]).toEqual(names);
});
