import { watchEffect } from 'vue';
import { useI18n } from './useI18n.ts';

/** Keeps the window's title at what the page shows. */
export function useTitle(text: () => string): void {
  const { t } = useI18n();
  watchEffect(() => (document.title = `${text()} · ${t('app.name')}`));
}
