import type { Analytics } from '#warehouse/analytics/analytics.ts';
import { listPlatformTopics } from '#warehouse/analytics/intake/list-platform-topics.ts';
import { listRecordsByKey } from '#warehouse/analytics/intake/list-records-by-key.ts';
import type { Ledger } from '#warehouse/ledger/ledger.ts';
import { listTopicLabels } from '#warehouse/ledger/topics/topic-labels.ts';
import { accept, type Outcome, reject } from '#warehouse/model/outcome.ts';
import type { LabelledText } from './train-model.ts';

/** What a district has labelled by itself, ready to learn from. */
export interface LabelledHistory {
  rows: LabelledText[];
  /** For the card. */
  description: string;
}

/** From some 4 000 examples on a doubling adds .01 of macro-F1; these are read and trained in a minute. */
const MAX_PERSONS = 20_000;
const MAX_PLATFORM = 20_000;
/** A topic with fewer examples is learned as its category, within which the words decide. */
const MIN_PER_TOPIC = 20;
/** A category with fewer cannot be cross-validated. */
const MIN_PER_CATEGORY = 5;
/** With fewer examples there is nothing to cross-validate on. */
const MIN_ROWS = 20;

interface Example {
  title: string;
  text: string;
  topicCode: string;
}

/** The answers of persons, and the categories that came with tickets of the platforms. */
export async function collectLabelled(analytics: Analytics, ledger: Ledger): Promise<Outcome<LabelledHistory>> {
  const [labels, platform] = await Promise.all([
    listTopicLabels(ledger, MAX_PERSONS),
    listPlatformTopics(analytics, MAX_PLATFORM),
  ]);
  const said = new Map(labels.map((label) => [`${label.source_id}\u001f${label.external_id}`, label.topic_code]));
  const persons: Example[] = [];
  for (const sourceId of new Set(labels.map((label) => label.source_id))) {
    const ids = labels.filter((label) => label.source_id === sourceId).map((label) => label.external_id);
    for (const { externalId, title, text } of await listRecordsByKey(analytics, sourceId, ids))
      persons.push({ title, text, topicCode: said.get(`${sourceId}\u001f${externalId}`)! });
  }
  const rows = labelledRows([...persons, ...platform]);
  if (rows.length < MIN_ROWS || new Set(rows.map(({ label }) => label)).size < 2)
    return reject('too_few_rows', `${rows.length} labelled rows of at least two topics; ${MIN_ROWS} needed`);
  return accept({
    rows,
    description: `${persons.length} answers of persons, ${platform.length} categories of platforms; ${rows.length} used`,
  });
}

/** Examples under the labels that they can be learned by: the topic where there are enough, else its category. */
export function labelledRows(examples: readonly Example[]): LabelledText[] {
  const ofTopic = countBy(examples, ({ topicCode }) => topicCode);
  const labelOf = ({ topicCode }: Example): string =>
    ofTopic.get(topicCode)! >= MIN_PER_TOPIC ? topicCode : topicCode.slice(0, 2);
  const ofLabel = countBy(examples, labelOf);
  return examples
    .filter((example) => ofLabel.get(labelOf(example))! >= MIN_PER_CATEGORY && example.title + example.text !== '')
    .map((example) => ({
      title: example.title,
      text: example.text,
      label: labelOf(example),
      group: `${example.title}\n${example.text}`,
    }));
}

function countBy<T>(items: readonly T[], key: (item: T) => string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(key(item), (counts.get(key(item)) ?? 0) + 1);
  return counts;
}
