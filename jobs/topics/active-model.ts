import type { Ledger } from '#warehouse/ledger/ledger.ts';
import { getTopicModel } from '#warehouse/ledger/topics/topic-models.ts';
import type { Settings } from '../settings/open-settings.ts';
import { topicModelSetting } from './settings/topic-model-setting.ts';
import type { SharedModel } from './topic-model.ts';

/** The model at work, as threads take it: the same object until the office changes it; undefined where there is none. */
export function activeModelOf(ledger: Ledger, settings: Settings): () => Promise<SharedModel | undefined> {
  let held: { number: number; model: Promise<SharedModel | undefined> } | undefined;
  return () => {
    const number = settings.version(topicModelSetting);
    if (held?.number === number) return held.model;
    const { version, minConfidence } = settings.current(topicModelSetting);
    const model = version === 0 ? Promise.resolve(undefined) : share(ledger, { version, number, minConfidence });
    held = { number, model };
    // A ledger that did not answer is asked again with the next task.
    model.catch(() => (held = undefined));
    return model;
  };
}

async function share(
  ledger: Ledger,
  { version, number, minConfidence }: { version: number; number: number; minConfidence: number },
): Promise<SharedModel | undefined> {
  const content = await getTopicModel(ledger, version);
  if (!content) return undefined;
  const bytes = new SharedArrayBuffer(content.length);
  new Uint8Array(bytes).set(content);
  return { number, bytes, minConfidence };
}
