import { hash } from 'node:crypto';
import { extractAnchors } from '#ingest/anchors/extract-anchors.ts';
import type { Gazetteer } from '#ingest/locate/gazetteer.ts';
import { locate } from '#ingest/locate/locate.ts';
import { maskText } from '#ingest/mask/mask-text.ts';
import { reporterKey, type ReporterSecret } from '#ingest/mask/reporter-key.ts';
import { normaliseText } from '#ingest/normalise/normalise-text.ts';
import { checkRawItem, type RawItem } from '#ingest/raw-item.ts';
import type { Segmenter } from '#ingest/segment/segmenter.ts';
import { type Document, natures } from '#warehouse/model/document.ts';
import { accept, type Outcome, reject } from '#warehouse/model/outcome.ts';
import { classifyNature } from '../topics/classify-nature.ts';
import { classifyTopic } from '../topics/classify-topic.ts';
import { assessSeverity } from '../topics/severity.ts';

/** What cleaning needs besides the row; the dictionaries live as long as their thread. */
export interface CleaningContext {
  sourceId: string;
  /** Ward that a row falls to when it names none; '' leaves it unlocated. */
  sourceWard: string;
  now: Date;
  /** A history import may be older than the window of live sources. */
  history: boolean;
  gazetteer: Gazetteer;
  segmenter: Segmenter;
  reporterSecret: ReporterSecret;
}

/** Names kept per document: more than eight is a list, not a place. */
export const MAX_PLACES = 8;
/** What the chat sessioniser calls a rumour: stored and shown, but it heats nothing until somebody has looked. */
const UNVERIFIED = '待核实';
/** Words kept per document; the grouping reads fewer still. */
const MAX_TOKENS = 400;

/** From a row as the platform gives it to a document that may be stored: checked, masked, located and analysed. */
export function cleanDocument(row: unknown, context: CleaningContext): Outcome<Document> {
  const checked = checkRawItem(row, { now: context.now, history: context.history });
  if (checked.kind !== 'accept') return checked;
  const item = checked.value;
  const said = [item.title, item.text, item.reply].map((part) => normaliseText(part));
  const isBroken = (at: number): boolean => said[at]!.notes.includes('mojibake');
  const [title, text, reply] = said.map((part, at) => (isBroken(at) ? '' : part.text));
  if (!item.deleted && title === '' && text === '' && (isBroken(0) || isBroken(1)))
    return reject('bad_encoding', 'the text was decoded with the wrong character set and cannot be repaired');
  const masked = { title: mask(title!), text: mask(text!), reply: mask(reply!) };
  return accept(sealed({ ...identity(item, context), ...masked, ...analyse(item, masked, context) }));
}

const mask = (text: string): string => maskText(text).text;

type Sealed = Omit<Document, 'contentHash'>;

/** Everything that is carried over as it is, or in place of what must not be stored. */
function identity(item: RawItem, context: CleaningContext): Omit<Sealed, keyof Analysis | 'title' | 'text' | 'reply'> {
  return {
    sourceId: context.sourceId,
    externalId: item.externalId,
    version: item.version ?? (item.updatedAt ? Date.parse(item.updatedAt) : 1),
    deleted: item.deleted,
    kind: item.kind,
    visibility: item.visibility,
    publishedAt: item.publishedAt,
    board: mask(item.board),
    repliedAt: item.repliedAt,
    closedAt: item.closedAt,
    status: item.status,
    reporterKey: item.reporter === '' ? '' : reporterKey(item.reporter, context.sourceId, context.reporterSecret),
    likes: item.likes,
    comments: item.comments,
  };
}

type Analysis = Pick<
  Document,
  | 'wardCode'
  | 'estate'
  | 'tokens'
  | 'topicCode'
  | 'topicConfidence'
  | 'topicWords'
  | 'nature'
  | 'severity'
  | 'severityWords'
  | 'places'
  | 'lexiconVersion'
>;

function analyse(item: RawItem, said: { title: string; text: string }, context: CleaningContext): Analysis {
  const { gazetteer, segmenter, sourceWard } = context;
  const found = locate({ ...said, wardHint: item.wardHint, estate: item.estate, sourceWard }, gazetteer);
  const unnamed = withoutNames(said, found.places);
  const anchors = otherNames(unnamed, found.places, segmenter);
  const places = [...new Set([...found.places, ...anchors].map((place) => place.name))].slice(0, MAX_PLACES);
  const tokens = [...segmenter.contentWords(said.title), ...segmenter.contentWords(said.text)].slice(0, MAX_TOKENS);
  const topic = classifyTopic({
    ...unnamed,
    tokens: tokens.filter((token) => !places.includes(token)),
    hint: item.topicHint,
  });
  const severity = assessSeverity(`${said.title}\n${said.text}`);
  const rumour = item.natureHint === UNVERIFIED;
  return {
    wardCode: found.wardCode,
    estate: mask(found.estate),
    tokens,
    topicCode: topic.topicCode,
    topicConfidence: topic.confidence,
    topicWords: topic.words,
    nature: rumour ? 'other' : (natures.find((nature) => nature === item.natureHint) ?? classifyNature(said).nature),
    severity: rumour ? 0 : severity.severity,
    severityWords: rumour ? [] : severity.words,
    places,
    lexiconVersion: segmenter.version,
  };
}

/** Names that the gazetteer does not know, by pattern; in the body only when nothing is known of the place otherwise. */
function otherNames(
  unnamed: { title: string; text: string },
  known: readonly { field: 'title' | 'text' }[],
  segmenter: Segmenter,
): { name: string }[] {
  const searched = known.length > 0 ? { title: unnamed.title, text: '' } : unnamed;
  return extractAnchors(searched, segmenter).filter((anchor) => anchor.kind !== 'code');
}

/** The words with the names of places blanked out: a jam before a hospital is no matter of medical care. */
function withoutNames(
  said: { title: string; text: string },
  names: readonly { field: 'title' | 'text'; start: number; end: number }[],
): { title: string; text: string } {
  const left = { ...said };
  for (const { field, start, end } of names)
    left[field] = left[field].slice(0, start) + '，'.repeat(end - start) + left[field].slice(end);
  return left;
}

/**
 * Adds the hash of everything but the version, so that an unchanged row is known whatever its version says. Words and
 * the reasons for topic and severity follow from the texts and the lexicon.
 */
export function sealed(document: Sealed): Document {
  const {
    version: _version,
    tokens: _tokens,
    topicWords: _topicWords,
    severityWords: _severityWords,
    ...own
  } = document;
  return { ...document, contentHash: hash('sha256', JSON.stringify(Object.values(own)), 'base64url').slice(0, 22) };
}
