import { markRaw, onMounted, onUnmounted, watch, type Ref } from 'vue';
import type { EChartsType } from 'echarts/core';
import type { ChartOption } from './chart.ts';

/** A little before it is scrolled to, so that it is there in time. */
const nearby = '300px';
/** The canvas does not wait for a web font by itself: Chinese would be drawn as boxes. */
const fontWaitMs = 3000;

/** Draws `option` into `box` once the box comes near the window; the engine (170 kB) is fetched no sooner. */
export function useEngine(box: Ref<HTMLElement | null>, option: () => ChartOption): void {
  let chart: EChartsType | null = null;
  let gone = false;
  let wanted = false;
  const resizing = new ResizeObserver(() => chart?.resize());
  const approaching = new IntersectionObserver(
    (entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      approaching.disconnect();
      void begin();
    },
    { rootMargin: nearby },
  );

  async function draw(): Promise<void> {
    if (!wanted) return;
    const { init } = await import('./echarts.ts');
    if (gone || !box.value) return;
    chart ??= markRaw(init(box.value));
    chart.setOption(markRaw(option()), { notMerge: true });
  }
  async function begin(): Promise<void> {
    wanted = true;
    await draw();
    if (gone || !box.value) return;
    resizing.observe(box.value);
    const faces = document.fonts.load(`12px ${getComputedStyle(box.value).fontFamily}`, JSON.stringify(option()));
    const late = new Promise<[]>((done) => setTimeout(() => done([]), fontWaitMs));
    const loaded = await Promise.race([faces, late]).catch(() => []);
    if (loaded.length > 0 && !gone) await draw();
  }

  onMounted(() => box.value && approaching.observe(box.value));
  watch(option, draw);
  onUnmounted(() => {
    gone = true;
    approaching.disconnect();
    resizing.disconnect();
    chart?.dispose();
  });
}
