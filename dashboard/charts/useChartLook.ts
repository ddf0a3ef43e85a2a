import { computed } from 'vue';
import { useI18n } from '../state/useI18n.ts';
import { useMedia } from '../state/useMedia.ts';
import { useTheme } from '../state/useTheme.ts';
import type { ChartLook } from './chart.ts';

/** The look of charts under the page's theme and language; changes when either does. */
export function useChartLook() {
  const { t, locale } = useI18n();
  const { theme } = useTheme();
  const systemDark = useMedia('(prefers-color-scheme: dark)');

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
      series: [1, 2, 3, 4, 5].map((n) => token(`stack-${n}`)),
      steps: [0, 1, 2, 3, 4].map((n) => token(`step-${n}`)),
      onAccent: token('on-accent'),
    };
  });
}
