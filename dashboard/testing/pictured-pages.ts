import type { Page } from 'playwright-core';

/** A page that a picture is taken of. */
export interface PicturedPage {
  name: string;
  path: string;
  /** What leads on from `path` to the page that is meant. */
  open?: (page: Page) => Promise<void>;
  /** The route it leads to, by its name. */
  leadsTo?: string;
}

/** Opens the first link that `selector` finds. */
const following = (selector: string) => async (page: Page) => {
  await page.locator(selector).first().click({ timeout: 30_000 });
  await page.waitForLoadState('networkidle').catch(() => undefined);
};
const reportOf = (kind: string): string => `[data-testid="reports"] a:has-text("${kind}")`;

/** Every page of the demo; the steps of the first run are taken by take-setup-pictures.ts. */
export const picturedPages: readonly PicturedPage[] = [
  { name: 'overview', path: '/' },
  { name: 'hotspots', path: '/hotspots' },
  { name: 'event', path: '/', open: following('[data-testid="hot-row"] a.title'), leadsTo: 'event' },
  { name: 'inbox', path: '/inbox' },
  { name: 'alert', path: '/inbox', open: following('[data-testid="inbox-row"]') },
  { name: 'search', path: '/search?q=右转' },
  { name: 'supervision', path: '/supervision' },
  { name: 'reports', path: '/reports' },
  { name: 'report-month', path: '/reports', open: following(reportOf('月报')), leadsTo: 'report' },
  { name: 'report-meeting', path: '/reports', open: following(reportOf('推进会')), leadsTo: 'report' },
  { name: 'confirm', path: '/confirm' },
  { name: 'replies', path: '/replies' },
  { name: 'model', path: '/settings/topic-model' },
  { name: 'lexicon', path: '/settings/lexicon' },
  { name: 'leads', path: '/leads' },
  { name: 'sources', path: '/sources' },
  { name: 'posts', path: '/?posts=days:7' },
  { name: 'settings', path: '/settings/alerting' },
  { name: 'channels', path: '/channels' },
  { name: 'calendar', path: '/settings/calendar' },
  { name: 'routing', path: '/settings/routing' },
  { name: 'ward-ranking', path: '/settings/ward-ranking' },
  { name: 'roster', path: '/settings/roster' },
  { name: 'ward-grid', path: '/settings/ward-grid' },
  { name: 'ward-map', path: '/settings/ward-map' },
  { name: 'connect', path: '/settings/sources' },
  { name: 'wards', path: '/settings/wards' },
  { name: 'departments', path: '/settings/departments' },
  { name: 'accounts', path: '/accounts' },
  { name: 'audit', path: '/audit' },
  { name: 'wall', path: '/wall' },
  { name: 'not-found', path: '/no/such/page' },
];
