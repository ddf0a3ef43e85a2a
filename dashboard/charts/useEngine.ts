import { markRaw, onMounted, onUnmounted, watch, type Ref } from 'vue';
import type { EChartsType } from 'echarts/core';
import type { ChartMap, ChartOption } from './chart.ts';

/** A little before it is scrolled to, so that it is there in time. */
const nearby = '300px';
/** The canvas does not wait for a web font by itself: Chinese would be drawn as boxes. */
const fontWaitMs = 3000;

/** What is drawn: an option, the borders that it is drawn on where it is a map, and what a press on a part of it does. */
export interface Drawing {
  option: () => ChartOption;
  map?: () => ChartMap | undefined;
  onPick?: (name: string) => void;
}

/** Draws into `box` once the box comes near the window; the engine (170 kB) is fetched no sooner. */
export function useEngine(box: Ref<HTMLElement | null>, { option, map, onPick }: Drawing): void {
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
    const borders = map?.();
    const [{ init }] = await Promise.all([import('./echarts.ts'), borders && makeKnown(borders)]);
    if (gone || !box.value) return;
    chart ??= begun(init(box.value));
    chart.setOption(markRaw(option()), { notMerge: true });
  }
  function begun(fresh: EChartsType): EChartsType {
    if (onPick) fresh.on('click', ({ name }) => onPick(name));
    return markRaw(fresh);
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

async function makeKnown(map: ChartMap): Promise<void> {
  const { nameMap } = await import('./echarts-map.ts');
  nameMap(map);
}
