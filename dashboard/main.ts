import { createApp } from 'vue';
import App from './App.vue';
import { router } from './router.ts';
import { restoreLocale } from './state/useI18n.ts';
import { restoreTheme } from './state/useTheme.ts';
import './styles/tokens.css';
import './styles/base.css';
import './styles/print.css';

restoreTheme();
await restoreLocale();
createApp(App).use(router).mount('#app');

// The bundled face is the last resort of the font stack, for machines without a Chinese font. Its style sheet
// (67 kB) waits for a quiet moment, so that it does not compete with the first page for a phone's line.
const whenIdle = window.requestIdleCallback ?? ((run: () => void) => setTimeout(run, 300));
void router.isReady().then(() => whenIdle(() => void import('./styles/fallback-font.ts'), { timeout: 1500 }));
