import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** What Vite writes of its chunks, so far as it is needed here. */
const manifestSchema = z.record(
  z.string(),
  z.object({
    file: z.string(),
    isEntry: z.boolean().optional(),
    imports: z.array(z.string()).default([]),
    css: z.array(z.string()).default([]),
  }),
);
type Manifest = z.infer<typeof manifestSchema>;

/** Which page an address opens by its first segment, and what that page asks for first. */
const PAGES: Record<string, { page: string; asks?: (address: URL, id: string) => string[] }> = {
  '': { page: 'OverviewPage', asks: (at) => [`overview?${filterOf(at)}`] },
  hotspots: {
    page: 'HotspotsPage',
    asks: (at) => [`hotspots?${filterOf(at)}&limit=100`, `wards/ranking?${filterOf(at)}`],
  },
  events: { page: 'EventPage', asks: (at, id) => (id ? [`events/${id}?${filterOf(at)}`] : []) },
  inbox: { page: 'InboxPage', asks: (at) => [`alerts?${alertsOf(at)}`] },
  leads: { page: 'LeadsPage' },
  supervision: { page: 'SupervisionPage' },
  reports: { page: 'ReportsPage' },
  sources: { page: 'SourcesPage', asks: () => ['sources'] },
  settings: { page: 'SettingsPage' },
  'sign-in': { page: 'SignInPage' },
  wall: { page: 'WallPage' },
};

/**
 * Gives the Link header of an address: all code of the page and its first answers, so that a phone asks for them with
 * the page and not after the code (three round trips of 150 ms on slow 4G). In this order, because a browser has six
 * lines to a server: the largest file, which everything waits for, is not to stand behind six small ones (300 ms of a
 * page's 1.8 s), and the server is to count meanwhile. Empty where nothing is known ahead.
 * Who is not signed in will see the sign-in page: a refusal fetched ahead would be kept, and be the page's first answer
 * after the sign-in.
 */
export function openPagePreloads(dashboardDir: string): (url: string, signedIn: boolean) => string {
  const manifest = readManifest(dashboardDir);
  const shell = Object.entries(manifest).flatMap(([key, { isEntry }]) => (isEntry ? filesOf(manifest, key) : []));
  return (url, signedIn) => {
    const at = new URL(url, 'http://here');
    const [segment = '', id = ''] = at.pathname.slice(1).split('/');
    if (!Object.hasOwn(PAGES, segment)) return '';
    const known = PAGES[signedIn ? segment : 'sign-in']!;
    const files = [...new Set([...shell, ...filesOf(manifest, `pages/${known.page}.vue`)])];
    const [code, styles] = [files.filter((file) => !isStyle(file)), files.filter(isStyle)];
    const answers = ['session', ...(known.asks?.(at, id) ?? [])].map(linkToAnswer);
    return [...code.slice(0, 1).map(linkTo), ...answers, ...[...code.slice(1), ...styles].map(linkTo)].join(', ');
  };
}

function readManifest(dir: string): Manifest {
  return manifestSchema.parse(JSON.parse(readFileSync(join(dir, 'page-manifest.json'), 'utf8')));
}

/** A chunk behind all that it imports at once, since that has to be there first, and their styles. */
function filesOf(manifest: Manifest, key: string, seen = new Set<string>()): string[] {
  const chunk = manifest[key];
  if (!chunk || seen.has(key)) return [];
  seen.add(key);
  return [...chunk.imports.flatMap((each) => filesOf(manifest, each, seen)), chunk.file, ...chunk.css];
}

const isStyle = (file: string): boolean => file.endsWith('.css');
const linkToAnswer = (path: string): string => `</api/${path}>; rel=preload; as=fetch; crossorigin`;
const linkTo = (file: string): string =>
  isStyle(file) ? `</${file}>; rel=preload; as=style; crossorigin` : `</${file}>; rel=modulepreload; crossorigin`;

/** The filter as the pages write it (dashboard/lib/filter.ts): another order would be another request. */
function filterOf(at: URL): string {
  const days = at.searchParams.get('days') ?? '7';
  const window = ['1', '7', '30', '90'].includes(days) ? days : '7';
  return asked(at, { days: window }, ['ward', 'topic', 'source', 'department']);
}

/** What the inbox asks for first. */
function alertsOf(at: URL): string {
  const box = at.searchParams.get('box') ?? '';
  const state = ['closed', 'all'].includes(box) ? box : 'open';
  return asked(at, { state }, ['ward', 'topic', 'department', 'level']);
}

function asked({ searchParams }: URL, first: Record<string, string>, keys: readonly string[]): string {
  const query = new URLSearchParams(first);
  for (const key of keys) {
    const value = searchParams.get(key);
    if (value) query.set(key, value);
  }
  return query.toString();
}
