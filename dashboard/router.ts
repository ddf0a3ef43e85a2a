import { nextTick } from 'vue';
import { createRouter, createWebHistory } from 'vue-router';
import { routes } from './routes.ts';
import { useI18n } from './state/useI18n.ts';
import { useSession } from './state/useSession.ts';
import { useToast } from './state/useToast.ts';

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
