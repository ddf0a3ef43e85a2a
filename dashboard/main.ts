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

// The bundled face is the last resort of the font stack: machines with a Chinese font never fetch a slice of it.
void import('./styles/fallback-font.ts');
