import { isSensitiveTopic } from '#jobs/reports/snapshot/sensitive-topics.ts';
import type { WardRankingRow } from '../contract/hotspots.ts';

/** Fewer persons than that could be told apart (trust: cells below three). */
const LEAST_PERSONS = 3;

/**
 * The wards whose figures a file leaves out: where a sensitive topic is broken down by ward, those with one or two
 * persons. One alone would follow from the sum of all, so the smallest of the others goes with it. A ward with nobody
 * says nothing about anybody and stays.
 */
export function hiddenWards(rows: readonly WardRankingRow[], topic: string | undefined): ReadonlySet<string> {
  if (topic === undefined || !isSensitiveTopic(topic)) return new Set();
  const told = rows.filter(({ documents, previousDocuments }) => documents > 0 || previousDocuments > 0);
  const small = told.filter(isSmall);
  const others = told.filter((row) => !isSmall(row)).sort((a, b) => a.reporters - b.reporters);
  return new Set([...small, ...(small.length === 1 ? others.slice(0, 1) : [])].map(({ wardCode }) => wardCode));
}

/** Of the window before only documents are known: as many persons at most. */
function isSmall({ documents, reporters, previousDocuments }: WardRankingRow): boolean {
  return (documents > 0 && reporters < LEAST_PERSONS) || (previousDocuments > 0 && previousDocuments < LEAST_PERSONS);
}
