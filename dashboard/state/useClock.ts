import { computed, ref, shallowRef } from 'vue';
import type { Session } from '#api/contract/session.ts';
import { districtTime, readClock, type ClockReading } from '../lib/district-clock.ts';

const reading = shallowRef<ClockReading>({
  at: 0,
  districtMs: Date.now() - performance.now(),
  speed: 1,
  untilMs: Infinity,
});
const replaying = ref(false);
const tick = ref(performance.now());
setInterval(() => (tick.value = performance.now()), 1000);

const now = computed(() => districtTime(reading.value, tick.value));

function setClock(clock: Session['clock']): void {
  reading.value = readClock(clock, performance.now());
  replaying.value = clock.replay !== null;
  tick.value = performance.now();
}

/** The district's time in ms, moving each second, and the machine's own for "how long ago was this loaded". */
export function useClock() {
  return { now, tick, replaying, setClock };
}
