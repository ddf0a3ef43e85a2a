import { createApp } from 'vue';
import App from './App.vue';
import { request } from './lib/api.ts';
import { drawsChinese } from './lib/draws-chinese.ts';
import { dropFirstAnswers, keepFirstAnswers } from './lib/first-answers.ts';
import { router } from './router.ts';
import { restoreLocale } from './state/useI18n.ts';
import { restoreTheme } from './state/useTheme.ts';
import { whenIdle } from './state/when-idle.ts';
import './styles/tokens.css';
import './styles/base.css';
import './styles/print.css';

restoreTheme();
const answers = keepFirstAnswers(request);
await restoreLocale();
const app = createApp(App).use(router);
// Before the page is known there is nothing to draw. A page whose code cannot be had is the router's to tell.
await Promise.all([router.isReady().catch(() => undefined), answers]);
app.mount('#app');
whenIdle(dropFirstAnswers);

// The bundled face is for machines without a Chinese font. To look for one, too, waits for a quiet moment, so that
// neither competes with the first page for a phone's processor and line.
whenIdle(() => void (drawsChinese() || import('./styles/fallback-font.ts')));
