import { nextTick } from 'vue';
import { createRouter, createWebHistory, type RouteRecordRaw } from 'vue-router';
import { useI18n } from './state/useI18n.ts';
import { useSession } from './state/useSession.ts';
import { useToast } from './state/useToast.ts';

const routes: RouteRecordRaw[] = [
  { path: '/', name: 'overview', component: () => import('./pages/OverviewPage.vue') },
  { path: '/hotspots', name: 'hotspots', component: () => import('./pages/HotspotsPage.vue') },
  { path: '/search', name: 'search', component: () => import('./pages/SearchPage.vue') },
  { path: '/events/:id', name: 'event', component: () => import('./pages/EventPage.vue') },
  { path: '/inbox/:id?', name: 'inbox', component: () => import('./pages/InboxPage.vue') },
  { path: '/supervision', name: 'supervision', component: () => import('./pages/SupervisionPage.vue') },
  { path: '/confirm', name: 'confirm', component: () => import('./pages/ConfirmPage.vue') },
  { path: '/replies', name: 'replies', component: () => import('./pages/RepliesPage.vue') },
  { path: '/leads', name: 'leads', component: () => import('./pages/LeadsPage.vue') },
  { path: '/reports', name: 'reports', component: () => import('./pages/ReportsPage.vue') },
  { path: '/reports/:id', name: 'report', component: () => import('./pages/ReportPage.vue') },
  { path: '/sources', name: 'sources', component: () => import('./pages/SourcesPage.vue') },
  { path: '/settings/:kind?', name: 'settings', component: () => import('./pages/SettingsPage.vue') },
  { path: '/channels', name: 'channels', component: () => import('./pages/ChannelsPage.vue') },
  { path: '/accounts', name: 'accounts', component: () => import('./pages/AccountsPage.vue') },
  { path: '/audit', name: 'audit', component: () => import('./pages/AuditPage.vue') },
  { path: '/wall', name: 'wall', component: () => import('./pages/WallPage.vue'), meta: { bare: true } },
  { path: '/setup', name: 'setup', component: () => import('./pages/SetupPage.vue'), meta: { open: true } },
  { path: '/sign-in', name: 'sign-in', component: () => import('./pages/SignInPage.vue'), meta: { open: true } },
  { path: '/:rest(.*)*', name: 'not-found', component: () => import('./pages/NotFoundPage.vue'), meta: { open: true } },
];

export const router = createRouter({
  history: createWebHistory(),
  routes,
  scrollBehavior(to, from, saved) {
    if (saved) return saved;
    // A page just opened is at its top; to say so would lay it out before it has anything.
    return to.path === from.path || !from.name ? false : { top: 0 };
  },
});

router.beforeEach(async (to) => {
  // The page's code is fetched while the session is asked for, not after.
  const page = to.matched[0]?.components?.['default'];
  if (typeof page === 'function') void (page as () => Promise<unknown>)().catch(() => undefined);
  if (to.meta['open']) return true;
  const session = await useSession()
    .ensure()
    .catch(() => null);
  // A new installation has nothing to show before somebody has set it up.
  if (session?.setup && (session.setup === 'account' || session.user)) return { name: 'setup' };
  // The account of a wall screen has one page.
  if (session?.user?.role === 'wall') return to.name === 'wall' ? true : { name: 'wall' };
  // A server that cannot be reached shows on the sign-in page, with a way to try again.
  if (session?.user) return true;
  return { name: 'sign-in', query: to.fullPath === '/' ? {} : { next: to.fullPath } };
});

// Screen readers and the keyboard go on at the new page, not at the link that led to it.
router.afterEach((to, from) => {
  if (!from.name || to.name === from.name) return;
  void nextTick(() => document.getElementById('main')?.focus({ preventScroll: true }));
});

/**
 * After an update of the server, pages opened before it name files that are gone: load the new ones, but not in a circle.
 * While no server answers, the page that stands is worth more than the browser's own about a lost connection.
 */
const reloadPauseMs = 60_000;
router.onError(async (error, to) => {
  const before = Number(sessionStorage.getItem('minqing.reloadedAt') ?? 0);
  if (!/import|fetch|load/i.test(String(error)) || Date.now() - before < reloadPauseMs) throw error;
  if (!(await serverAnswers())) return useToast().show('error', useI18n().t('error.offline'));
  sessionStorage.setItem('minqing.reloadedAt', String(Date.now()));
  location.assign(to.fullPath);
});

async function serverAnswers(): Promise<boolean> {
  try {
    return (await fetch('/healthz')).ok;
  } catch {
    return false;
  }
}
