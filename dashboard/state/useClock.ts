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

/** What asks by the second is drawn by the second; a date needs no more than this, as every zone's day begins at one. */
const quarterMs = 900_000;
const quarter = computed(() => Math.floor(now.value / quarterMs) * quarterMs);

function setClock(clock: Session['clock']): void {
  reading.value = readClock(clock, performance.now());
  replaying.value = clock.replay !== null;
  tick.value = performance.now();
}

/**
 * The district's time in ms, moving each second, the same by quarters of an hour, and the machine's own for "how long
 * ago was this loaded".
 */
export function useClock() {
  return { now, quarter, tick, replaying, setClock };
}
