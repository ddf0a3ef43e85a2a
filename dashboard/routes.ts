import type { RouteRecordRaw } from 'vue-router';

/** Every page: its address, its name and its code, which comes when it is opened. */
export const routes: RouteRecordRaw[] = [
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
