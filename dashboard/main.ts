import { createApp } from 'vue';
import App from './App.vue';
import { drawsChinese } from './lib/draws-chinese.ts';
import { router } from './router.ts';
import { restoreLocale } from './state/useI18n.ts';
import { restoreTheme } from './state/useTheme.ts';
import { whenIdle } from './state/when-idle.ts';
import './styles/tokens.css';
import './styles/base.css';
import './styles/print.css';

restoreTheme();
await restoreLocale();
createApp(App).use(router).mount('#app');

// The bundled face is for machines without a Chinese font. To look for one, too, waits for a quiet moment, so that
// neither competes with the first page for a phone's processor and line.
await router.isReady();
whenIdle(() => void (drawsChinese() || import('./styles/fallback-font.ts')));
