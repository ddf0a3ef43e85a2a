import { computed, onMounted, onUnmounted, ref } from 'vue';
import { useI18n } from '../state/useI18n.ts';
import { useTheme } from '../state/useTheme.ts';
import type { ChartLook } from './chart.ts';

/** The look of charts under the page's theme and language; changes when either does. */
export function useChartLook() {
  const { t, locale } = useI18n();
  const { theme } = useTheme();
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const systemDark = ref(dark.matches);
  const follow = () => (systemDark.value = dark.matches);
  onMounted(() => dark.addEventListener('change', follow));
  onUnmounted(() => dark.removeEventListener('change', follow));

  return computed<ChartLook>(() => {
    // Read so that a change of any of them draws the charts anew.
    void [theme.value, systemDark.value, locale.value];
    const style = getComputedStyle(document.documentElement);
    const token = (name: string) => style.getPropertyValue(`--${name}`).trim();
    return {
      t,
      font: style.fontFamily,
      ink: token('ink'),
      muted: token('ink-3'),
      line: token('line'),
      surface: token('surface'),
      series: ['volume', 'burst', 'severity', 'overdue', 'spread'].map((part) => token(`part-${part}`)),
    };
  });
}
