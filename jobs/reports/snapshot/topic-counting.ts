import { createHash } from 'node:crypto';
import { listPublishedCountings } from '#warehouse/ledger/reports/countings.ts';
import type { Ledger } from '#warehouse/ledger/ledger.ts';
import type { District } from '#warehouse/model/district.ts';
import { cellKey, type CountedTopics, hiddenCells, type Published, type TopicCount } from './hidden-cells.ts';
import { canonicalJson } from './identify.ts';
import { isGroupedTopic } from './sensitive-topics.ts';

/** What is printed of the categories of one period, by all of its reports together. */
export interface TopicCounting {
  /** '' where nothing of the group is printed by itself: then nothing has to be remembered. */
  id: string;
  periodKey: string;
  /** JSON of Published. */
  body: string;
  /** The published countings of the period that it was made against. */
  basedOn: string[];
  isHidden: (count: TopicCount) => boolean;
}

type Counted = { periodKey: string; isWholeMonth: boolean } & CountedTopics;

/** Decides what the reports of a period leave out, beside what was published of it. */
export async function countTopics(
  { ledger, district }: { ledger: Ledger; district: District },
  of: Counted,
): Promise<TopicCounting> {
  return decideTopics(district, of, of.isWholeMonth ? await listPublishedCountings(ledger, of.periodKey) : []);
}

/**
 * The same of countings in hand. Only a whole month prints the grouped categories apart; days, weeks and a month that is not
 * over print them as one sum, always, so that no period taken from another leaves a part of it.
 */
export function decideTopics(
  district: Pick<District, 'streets'>,
  { periodKey, isWholeMonth, wards, topics }: Counted,
  earlier: readonly { counting_id: string; body: string }[],
): TopicCounting {
  if (!isWholeMonth)
    return { id: '', periodKey, body: '', basedOn: [], isHidden: ({ topic }) => isGroupedTopic(topic) };
  const counted: CountedTopics = { wards: wards.filter(isGrouped), topics: topics.filter(isGrouped) };
  const published = earlier.map(({ body }) => JSON.parse(body) as Published);
  const hidden = hiddenCells(district, counted, published);
  const body = canonicalJson({ counted, hidden: [...hidden].toSorted() });
  return {
    id: createHash('sha256').update(body).digest('hex').slice(0, 16),
    periodKey,
    body,
    basedOn: earlier.map(({ counting_id }) => counting_id),
    isHidden: ({ unit, topic }) => hidden.has(cellKey(unit, topic)),
  };
}

const isGrouped = ({ topic }: TopicCount): boolean => isGroupedTopic(topic);
