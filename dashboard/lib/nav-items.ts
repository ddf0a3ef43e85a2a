import type { Role } from '#api/contract/session.ts';

/** A page that the frame leads to; without `roles` for everybody who signed in. */
export interface NavItem {
  path: string;
  /** Key of its name. */
  key: `nav.${string}`;
  /** An outline on a 20-unit grid; the words beside it carry the meaning. */
  icon: string;
  roles?: readonly Role[];
}

const district: readonly Role[] = ['district_admin', 'district_analyst', 'auditor'];

/** The pages of daily work, in the bar; a phone shows the first five. */
export const workPages = [
  { path: '/', key: 'nav.overview', icon: 'M3 17V9l7-6 7 6v8h-5v-5H8v5z' },
  { path: '/hotspots', key: 'nav.hotspots', icon: 'M3 17h14M5 14V9M10 14V4M15 14v-7' },
  { path: '/inbox', key: 'nav.inbox', icon: 'M10 3a5 5 0 0 1 5 5v4l2 3H3l2-3V8a5 5 0 0 1 5-5zM8 17.500h4' },
  { path: '/supervision', key: 'nav.supervision', icon: 'M4 4h12v12H4zM7 12V9M10 12V7M13 12v-2' },
  { path: '/leads', key: 'nav.leads', icon: 'M9 3a6 6 0 1 1 0 12A6 6 0 0 1 9 3zM13.500 13.500 17 17M9 6v3l2 2' },
  { path: '/reports', key: 'nav.reports', icon: 'M5 3h7l3 3v11H5zM8 9h4M8 12h4' },
  { path: '/sources', key: 'nav.sources', icon: 'M4 5h12v4H4zM4 11h12v4H4zM7 7h.010M7 13h.010' },
] as const satisfies readonly NavItem[];

/** The pages of those who keep the district running, in the menu of the user. */
export const managePages = [
  {
    path: '/confirm',
    key: 'nav.confirm',
    icon: '',
    roles: ['district_admin', 'district_analyst', 'street_leader', 'street_clerk', 'handler'],
  },
  { path: '/replies', key: 'nav.replies', icon: '' },
  { path: '/settings', key: 'nav.settings', icon: '', roles: district },
  { path: '/channels', key: 'nav.channels', icon: '', roles: ['district_admin', 'auditor'] },
  { path: '/accounts', key: 'nav.accounts', icon: '', roles: ['district_admin'] },
  { path: '/audit', key: 'nav.audit', icon: '', roles: ['district_admin', 'auditor'] },
  { path: '/wall', key: 'nav.wall', icon: '', roles: district },
] as const satisfies readonly NavItem[];

/** Those of `items` that a role may open. */
export function pagesFor<T extends NavItem>(items: readonly T[], role: Role | undefined): T[] {
  return items.filter((item) => item.roles === undefined || (role !== undefined && item.roles.includes(role)));
}
