import type { Nature } from '#warehouse/model/document.ts';
import { classifyNature } from './classify-nature.ts';

/** What a resident demands; a platform that books it as a mere question gains time and loses a complaint. */
const DEMANDS: ReadonlySet<Nature> = new Set<Nature>(['complaint', 'report', 'help']);

/**
 * The words that betray a complaint booked as a question (投诉 as 咨询), or an empty list when the booking fits.
 * A hint for a supervisor, not a verdict.
 */
export function relabelledWords(booked: Nature, said: { title: string; text: string }): string[] {
  if (booked !== 'consult') return [];
  const { nature, words } = classifyNature(said);
  return DEMANDS.has(nature) ? words : [];
}
