import { extractAnchors } from '#ingest/anchors/extract-anchors.ts';
import type { Gazetteer } from '#ingest/locate/gazetteer.ts';
import { locate, type Location } from '#ingest/locate/locate.ts';
import { maskText } from '#ingest/mask/mask-text.ts';
import type { RawItem } from '#ingest/raw-item.ts';
import type { Segmenter } from '#ingest/segment/segmenter.ts';
import { type Document, type Nature, natures } from '#warehouse/model/document.ts';
import { classifyNature } from '../topics/classify-nature.ts';
import { classifyTopic, type TopicVerdict } from '../topics/classify-topic.ts';
import { decideTopic, type LearnedVerdict } from '../topics/decide-topic.ts';
import { assessSeverity, type SeverityVerdict } from '../topics/severity.ts';
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
  const { segmenter, model } = context;
  const read: Underway[] = [];
  for (const item of items) read.push(placed(item, context));
  for (const document of read) document.places = namesOf(document.unnamed, document.found, segmenter);
  for (const document of read) document.tokens = wordsOf(document.said, segmenter);
  for (const document of read) document.topic = topicOf(document);
  if (model) for (const document of read) document.learned = model.read(document.said, document.tokens);
  for (const document of read) document.danger = assessSeverity(`${document.said.title}\n${document.said.text}`);
  for (const document of read) document.judged = classifyNature(document.said).nature;
  const version = analysisVersion(context);
  const analyses: Analysis[] = [];
  for (const document of read) analyses.push(analysisOf(document, version));
  return analyses;
}

/** A document between the steps. */
interface Underway {
  item: Hints;
  said: Said;
  found: Location;
  unnamed: Unnamed;
  places: string[];
  tokens: string[];
  topic: TopicVerdict | undefined;
  learned: LearnedVerdict | undefined;
  danger: SeverityVerdict | undefined;
  judged: Nature;
}

function placed({ item, said }: CleanItem<Hints>, { gazetteer, sourceWard }: AnalysisContext): Underway {
  const { wardHint, estate, publishedAt } = item;
  const { title, text } = said;
  const found = locate({ title, text, wardHint, estate, sourceWard }, gazetteer.at(publishedAt));
  return {
    item,
    said,
    found,
    unnamed: withoutNames(said, found.places),
    places: [],
    tokens: [],
    topic: undefined,
    learned: undefined,
    danger: undefined,
    judged: 'other',
  };
}

const wordsOf = ({ title, text }: Said, segmenter: Segmenter): string[] =>
  segmenter.contentWords(title).concat(segmenter.contentWords(text)).slice(0, MAX_TOKENS);

function topicOf({ item, unnamed: { title, text }, tokens, places }: Underway): TopicVerdict {
  const words: string[] = [];
  for (const token of tokens) if (!places.includes(token)) words.push(token);
  return classifyTopic({ title, text, tokens: words, hint: item.topicHint });
}

function analysisOf(
  { item, found, places, tokens, topic, learned, danger, judged }: Underway,
  version: string,
): Analysis {
  const isRumour = item.natureHint === UNVERIFIED;
  const { topicCode, topicConfidence, topicWords, topicBy, topicGuesses } = decideTopic(topic!, learned);
  return {
    wardCode: found.wardCode,
    estate: maskText(found.estate).text,
    tokens,
    topicCode,
    topicConfidence,
    topicWords,
    topicBy,
    topicGuesses,
    nature: isRumour ? 'other' : natureHinted(item.natureHint, judged),
    severity: isRumour ? 0 : danger!.severity,
    severityWords: isRumour ? [] : danger!.words,
    places,
    lexiconVersion: version,
  };
}

function natureHinted(hint: string, judged: Nature): Nature {
  for (const nature of natures) if (nature === hint) return nature;
  return judged;
}

/** What a document was analysed by: the dictionaries and, where there is one, the model. */
export function analysisVersion({ segmenter, model }: Pick<AnalysisContext, 'segmenter' | 'model'>): string {
  return model ? `${segmenter.version}+m${model.number}` : segmenter.version;
}

type Unnamed = Pick<Said, 'title' | 'text'>;

/** The known places and, by pattern, names that the gazetteer does not know: in the body only when nothing is known of the place otherwise. */
function namesOf(unnamed: Unnamed, { places: known }: Location, segmenter: Segmenter): string[] {
  const searched = known.length > 0 ? { title: unnamed.title, text: '' } : unnamed;
  const names = new Set<string>();
  for (const { name } of known) names.add(name);
  for (const { kind, name } of extractAnchors(searched, segmenter)) if (kind !== 'code') names.add(name);
  return [...names].slice(0, MAX_PLACES);
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
