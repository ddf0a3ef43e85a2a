import { claimDelivery, type ClaimedDelivery } from '#warehouse/ledger/alerts/claim-delivery.ts';
import { countRecentTo, findDeliveryTarget, postpone } from '#warehouse/ledger/alerts/pace-delivery.ts';
import { claimDigest } from '#warehouse/ledger/alerts/claim-digest.ts';
import type { DeliveryChannel } from '#warehouse/ledger/alerts/rows.ts';
import type { Transaction } from '#warehouse/ledger/ledger.ts';
import type { AlertDesk } from '../alert-desk.ts';
import { digestAbove, digested, digestLines } from './digest.ts';

/** What a channel takes. */
interface Pace {
  perMinute: number;
  keptForRed: number;
  /** Some bots count by the second as well, emergencies included. */
  perSecond?: number;
  /** Ordinary messages wait out the full and the half hour, when everybody's timers fire and the platform refuses. */
  avoidsFullHours?: boolean;
}

/** Messages a minute to one target of a channel, and how many of them are kept for 红. */
export type Paces = Partial<Record<DeliveryChannel, Pace>>;

/** Longer than the longest attempt, so that only the claim of a worker that died is taken over. */
const STALE_CLAIM_SECONDS = 30;

/** What may be claimed. */
export interface ClaimLimits {
  /** Channels that take only so much a minute; absent, nothing is held back. */
  paces?: Paces;
  /** When the claim of another worker is taken over; a test that kills workers does not wait as long. */
  staleSeconds?: number;
}

/**
 * Claims a message unless its target has had its share of the last minute; then it is put off and queued again, which
 * counts as no attempt. `nowMs` is real time. Where many wait for the same people, they are claimed together. None when nothing is to be sent now.
 */
export async function claimPaced(
  tx: Transaction,
  desk: AlertDesk,
  { paces = {}, staleSeconds = STALE_CLAIM_SECONDS }: ClaimLimits,
  job: { deliveryId: string; nowMs: number },
): Promise<ClaimedDelivery[]> {
  const { deliveryId, nowMs } = job;
  const delivery = await findDeliveryTarget(tx, deliveryId);
  if (!delivery) return [];
  const pace = paces[delivery.channel];
  const recent = pace && (await countRecentTo(tx, { deliveryId, target: delivery.target }));
  if (pace?.perSecond !== undefined && recent && recent.lastSecond >= pace.perSecond) {
    await putOff(tx, desk, deliveryId, 1_000 + Math.random() * 500);
    return [];
  }
  const crowded = pace?.avoidsFullHours && recent?.level !== 'red' ? crowdedMs(nowMs) : 0;
  if (crowded > 0) {
    // Spread over the half minute after it.
    await putOff(tx, desk, deliveryId, crowded + Math.random() * 30_000);
    return [];
  }
  if (pace && recent) {
    const share = recent.level === 'red' ? pace.perMinute : pace.perMinute - pace.keptForRed;
    if (recent.recent >= share) {
      // Spread over the minute in which places become free.
      await putOff(tx, desk, deliveryId, 5_000 + Math.random() * 25_000);
      return [];
    }
  }
  if (digested.has(delivery.channel) && delivery.isAlert && recent?.level !== 'red') {
    const limits = { above: digestAbove, most: digestLines, staleSeconds };
    const together = await claimDigest(tx, delivery.target, limits);
    if (together.length > 0) return together;
  }
  const alone = await claimDelivery(tx, deliveryId, staleSeconds);
  return alone ? [alone] : [];
}

/** Milliseconds until the full or half hour is a minute old; 0 at any other time. */
export function crowdedMs(nowMs: number): number {
  const into = nowMs % (30 * minute);
  return into < minute ? minute - into : 0;
}
const minute = 60_000;

async function putOff(tx: Transaction, desk: AlertDesk, deliveryId: string, ms: number): Promise<void> {
  const delayMs = Math.round(ms);
  await postpone(tx, deliveryId, delayMs);
  await desk.enqueue(tx, { name: 'deliver', deliveryId, delayMs });
}
