import { extractAnchors } from '#ingest/anchors/extract-anchors.ts';
import type { Gazetteer } from '#ingest/locate/gazetteer.ts';
import { locate, type Location } from '#ingest/locate/locate.ts';
import { maskText } from '#ingest/mask/mask-text.ts';
import type { RawItem } from '#ingest/raw-item.ts';
import type { Segmenter } from '#ingest/segment/segmenter.ts';
import { type Document, natures } from '#warehouse/model/document.ts';
import { classifyNature } from '../topics/classify-nature.ts';
import { classifyTopic } from '../topics/classify-topic.ts';
import { decideTopic } from '../topics/decide-topic.ts';
import { assessSeverity } from '../topics/severity.ts';
import type { TopicModel } from '../topics/topic-model.ts';

/** What the analysis needs besides the words; the dictionaries live as long as their thread. */
export interface AnalysisContext {
  /** Ward that a row falls to when it names none; '' leaves it unlocated. */
  sourceWard: string;
  gazetteer: Gazetteer;
  segmenter: Segmenter;
  /** The learned model that the office has put to work, if any. */
  model?: TopicModel | undefined;
}

/** The texts of a document. */
export type Said = Pick<Document, 'title' | 'text' | 'reply'>;

/** What the platform itself says of a row. */
type Hints = Pick<RawItem, 'publishedAt' | 'wardHint' | 'estate' | 'topicHint' | 'natureHint'>;

/** A checked row beside its texts as they may be stored. */
export interface CleanItem<Item = RawItem> {
  item: Item;
  said: Said;
}

/** What the words of a document tell of it. */
export type Analysis = Pick<
  Document,
  | 'wardCode'
  | 'estate'
  | 'tokens'
  | 'topicCode'
  | 'topicConfidence'
  | 'topicWords'
  | 'topicBy'
  | 'topicGuesses'
  | 'nature'
  | 'severity'
  | 'severityWords'
  | 'places'
  | 'lexiconVersion'
>;

/** Names kept per document: more than eight is a list, not a place. */
export const MAX_PLACES = 8;
/** What the chat sessioniser calls a rumour: stored and shown, but it heats nothing until somebody has looked. */
const UNVERIFIED = '待核实';
/** Words kept per document; the grouping reads fewer still. */
const MAX_TOKENS = 400;

/** Where each document is about and what it is about; each step runs over all of them, see `cleanDocuments`. */
export function analyseDocuments(items: readonly CleanItem<Hints>[], context: AnalysisContext): Analysis[] {
  const { gazetteer, segmenter, sourceWard, model } = context;
  const found = items.map(({ item, said: { title, text } }) => {
    const { wardHint, estate, publishedAt } = item;
    return locate({ title, text, wardHint, estate, sourceWard }, gazetteer.at(publishedAt));
  });
  const unnamed = items.map(({ said }, at) => withoutNames(said, found[at]!.places));
  const places = items.map((_, at) => namesOf(unnamed[at]!, found[at]!, segmenter));
  const tokens = items.map(({ said }) =>
    segmenter.contentWords(said.title).concat(segmenter.contentWords(said.text)).slice(0, MAX_TOKENS),
  );
  const topics = items.map(({ item }, at) => {
    const words = tokens[at]!.filter((token) => !places[at]!.includes(token));
    const { title, text } = unnamed[at]!;
    return classifyTopic({ title, text, tokens: words, hint: item.topicHint });
  });
  const learned = model && items.map(({ said }, at) => model.read(said, tokens[at]!));
  const severities = items.map(({ said }) => assessSeverity(`${said.title}\n${said.text}`));
  const judged = items.map(({ said }) => classifyNature(said).nature);
  return items.map(({ item }, at) => {
    const rumour = item.natureHint === UNVERIFIED;
    return {
      wardCode: found[at]!.wardCode,
      estate: maskText(found[at]!.estate).text,
      tokens: tokens[at]!,
      ...decideTopic(topics[at]!, learned?.[at]),
      nature: rumour ? 'other' : (natures.find((nature) => nature === item.natureHint) ?? judged[at]!),
      severity: rumour ? 0 : severities[at]!.severity,
      severityWords: rumour ? [] : severities[at]!.words,
      places: places[at]!,
      lexiconVersion: analysisVersion(context),
    };
  });
}

/** What a document was analysed by: the dictionaries and, where there is one, the model. */
export function analysisVersion({ segmenter, model }: Pick<AnalysisContext, 'segmenter' | 'model'>): string {
  return model ? `${segmenter.version}+m${model.number}` : segmenter.version;
}

type Unnamed = Pick<Said, 'title' | 'text'>;

/** The known places and, by pattern, names that the gazetteer does not know: in the body only when nothing is known of the place otherwise. */
function namesOf(unnamed: Unnamed, { places: known }: Location, segmenter: Segmenter): string[] {
  const searched = known.length > 0 ? { title: unnamed.title, text: '' } : unnamed;
  const others = extractAnchors(searched, segmenter).filter((anchor) => anchor.kind !== 'code');
  return [...new Set([...known, ...others].map((place) => place.name))].slice(0, MAX_PLACES);
}

/** The words with the names of places blanked out: a jam before a hospital is no matter of medical care. */
function withoutNames(
  { title, text }: Unnamed,
  names: readonly { field: 'title' | 'text'; start: number; end: number }[],
): Unnamed {
  const left = { title, text };
  for (const { field, start, end } of names)
    left[field] = left[field].slice(0, start) + '，'.repeat(end - start) + left[field].slice(end);
  return left;
}
