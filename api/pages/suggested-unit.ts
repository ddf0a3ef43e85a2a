import { routeMatter } from '#jobs/alerts/routing.ts';
import type { ListedDocument } from '#warehouse/analytics/pages/list-documents.ts';
import type { ApiContext } from '../context.ts';
import type { EventDetail } from '../contract/events.ts';

/** Words shown with an event's suggested unit. */
const WORDS = 4;

/**
 * The unit that the rules of today would give a matter to, by name: a suggestion beside its topic, not a 派单. '' while
 * the district has no rules.
 */
export function suggestedUnit(
  { policy }: Pick<ApiContext, 'policy'>,
  matter: { topicCode: string; wardCode: string; nature: string },
): string {
  return policy.routing.length === 0 ? '' : routeMatter(policy, matter).lead.name;
}

/** The same for an event, by the ward and 性质 of most members; the words are those of public members, most told first. */
export function suggestionFor(
  context: Pick<ApiContext, 'policy'>,
  topicCode: string,
  members: readonly ListedDocument[],
): EventDetail['event']['suggested'] {
  const [wardCode = ''] = mostFirst(members.map((row) => row.ward_code).filter((code) => code !== ''));
  const [nature = ''] = mostFirst(members.map((row) => row.nature));
  const unit = suggestedUnit(context, { topicCode, wardCode, nature });
  const telling = members.filter((row) => row.visibility === 'public' && row.topic_code === topicCode);
  const words = mostFirst(telling.flatMap((row) => row.topic_words)).slice(0, WORDS);
  return unit === '' ? null : { unit, words };
}

function mostFirst(values: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([value]) => value);
}
