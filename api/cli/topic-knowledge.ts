import type { ChangingKnowledge } from '#jobs/intake/cleaning-pool.ts';
import type { Settings } from '#jobs/settings/open-settings.ts';
import { activeModelOf } from '#jobs/topics/active-model.ts';
import { lexiconSetting, lexiconWords } from '#jobs/topics/settings/lexicon-setting.ts';
import { topicModelSetting } from '#jobs/topics/settings/topic-model-setting.ts';
import { memoOf } from './memo-of.ts';
import type { System } from './open-system.ts';

/** The settings that texts are read by. */
export const topicSettings = [lexiconSetting, topicModelSetting];

/** What the cleaning threads know beside their dictionaries, as the office has set it, now and later. */
export function topicKnowledge(
  { district, ledger }: Pick<System, 'district' | 'ledger'>,
  settings: Settings,
): ChangingKnowledge {
  const words = memoOf(
    () => settings.current(lexiconSetting),
    (lexicon) => lexiconWords(district, lexicon),
  );
  return { words, model: activeModelOf(ledger, settings) };
}
