import type { AlertList } from '../../contract/alerts.ts';
import type { HotspotList } from '../../contract/hotspots.ts';
import type { DemoServer } from './demo-server.ts';

/** Names of pages by comma; without it all are looked at. */
const only = (process.env['MINQING_BENCH_PAGES'] ?? '').split(',').filter(Boolean);
export const isAsked = (name: string): boolean => only.length === 0 || only.includes(name);

/** Every kind of page, at an address that shows something on the demo. */
export async function dashboardPages(server: DemoServer): Promise<{ name: string; path: string }[]> {
  const [hot, alerts] = await Promise.all([
    answer<HotspotList>(server, 'hotspots?days=7&limit=1'),
    answer<AlertList>(server, 'alerts?state=all'),
  ]);
  const event = hot.rows[0]?.eventId ?? '';
  const alert = alerts.rows[0]?.id ?? '';
  const plain = ['hotspots', 'inbox', 'leads', 'supervision', 'reports', 'sources', 'settings/alerting', 'wall'];
  return [
    { name: 'sign-in', path: '/sign-in' },
    { name: 'overview', path: '/' },
    ...plain.map((path) => ({ name: path, path: `/${path}` })),
    { name: 'event', path: `/events/${event}` },
    { name: 'alert', path: `/inbox/${alert}` },
  ];
}

async function answer<T>({ url, cookie }: DemoServer, path: string): Promise<T> {
  const response = await fetch(`${url}/api/${path}`, { headers: { cookie } });
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return (await response.json()) as T;
}
