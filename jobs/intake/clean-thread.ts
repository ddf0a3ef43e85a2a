import { getPriority, setPriority } from 'node:os';
import { workerData } from 'piscina';
import { buildGazetteer, gazetteerNames } from '#ingest/locate/gazetteer.ts';
import { openTopicModel, type SharedModel, type TopicModel } from '../topics/topic-model.ts';
import { maskText } from '#ingest/mask/mask-text.ts';
import type { ReporterSecret } from '#ingest/mask/reporter-key.ts';
import { normaliseText } from '#ingest/normalise/normalise-text.ts';
import { createSegmenter } from '#ingest/segment/segmenter.ts';
import type { ExtraWord } from '#ingest/segment/user-dictionary.ts';
import type { Reject } from '#warehouse/ledger/intake/insert-rejects.ts';
import type { District } from '#warehouse/model/district.ts';
import type { Document } from '#warehouse/model/document.ts';
import { analyseAgain, type StoredDocument } from './analyse-again.ts';
import { analysisVersion } from './analyse-documents.ts';
import { cleanDocuments, type CleaningContext } from './clean-document.ts';
import { type CleanedBatch, packNow } from './cleaned-batch.ts';
import { sealRow } from './seal-row.ts';

/** What each thread is given at its start. */
export interface CleaningSetup {
  district: District;
  reporterSecret: ReporterSecret;
}

/** The words to keep whole, as JSON in memory that all threads share, and their number in the order of changes. */
export interface SharedLexicon {
  number: number;
  bytes: SharedArrayBuffer;
}

/** Rows of one page or some lines of one file. */
export interface CleaningTask {
  sourceId: string;
  sourceWard: string;
  history: boolean;
  /** Instant by which the limits on times are judged. */
  now: string;
  /** Where each row stood, for a person who looks for it: the platform's id or the line. */
  rows: { position: string; value: unknown }[];
}

// What is cleaned already is to be grouped and stored first, and pages are to be answered. Only Linux gives a thread a
// priority of its own.
if (process.platform === 'linux') setPriority(Math.min(19, getPriority() + 5));

const setup = workerData as CleaningSetup;
const gazetteer = buildGazetteer(setup.district);
// ns: a place name, as the tagger of the anchors expects it.
let segmenter = createSegmenter({ extraWords: gazetteerNames(gazetteer).map((word) => ({ word, tag: 'ns' })) });
let lexiconNumber = 0;
let model: TopicModel | undefined;

/** What may have changed since the task before; handed over with each. */
export interface Knowledge {
  lexicon?: SharedLexicon | undefined;
  /** Without one, the words decide alone. */
  model?: SharedModel | undefined;
}

function takeUp(knowledge: Knowledge): void {
  takeUpWords(knowledge.lexicon);
  if (knowledge.model?.number === model?.number) return;
  model = knowledge.model && openTopicModel(knowledge.model, setup.district);
}

/** Takes up a lexicon that has changed since the task before; the old dictionary is freed with its segmenter. */
function takeUpWords(lexicon: SharedLexicon | undefined): void {
  if (!lexicon || lexicon.number === lexiconNumber) return;
  // A decoder refuses shared memory, hence the copy.
  const words = JSON.parse(Buffer.from(new Uint8Array(lexicon.bytes)).toString('utf8')) as ExtraWord[];
  segmenter = createSegmenter({ extraWords: words });
  lexiconNumber = lexicon.number;
}

/** Enough of a rejected row to recognise it by. */
const EXCERPT_CHARS = 300;

/** Cleans the rows in order; none is lost: each ends as a document, a skip or a reject with its reason. */
export default function clean(task: CleaningTask & Knowledge): CleanedBatch {
  takeUp(task);
  const context: CleaningContext = {
    sourceId: task.sourceId,
    sourceWard: task.sourceWard,
    now: new Date(task.now),
    history: task.history,
    gazetteer,
    segmenter,
    model,
    reporterSecret: setup.reporterSecret,
  };
  const documents: Document[] = [];
  const batch: Omit<CleanedBatch, 'documents' | 'accepted'> = { skips: {}, rejects: [] };
  const outcomes = cleanDocuments(
    task.rows.map((row) => row.value),
    context,
  );
  for (const [at, outcome] of outcomes.entries()) {
    if (outcome.kind === 'accept') documents.push(outcome.value);
    else if (outcome.kind === 'skip') batch.skips[outcome.reason] = (batch.skips[outcome.reason] ?? 0) + 1;
    else batch.rejects.push({ ...toReject(task.rows[at]!), reason: outcome.reason, detail: outcome.detail });
  }
  return { ...batch, documents: packNow(documents), accepted: documents.length };
}

/** Stored documents analysed again by what holds now, packed for the intake log. */
export function again(task: { documents: readonly StoredDocument[] } & Knowledge): Uint8Array {
  takeUp(task);
  return packNow(analyseAgain(task.documents, { gazetteer, segmenter, model }));
}

/** The version that documents are analysed by now. */
export function version(knowledge: Knowledge): string {
  takeUp(knowledge);
  return analysisVersion({ segmenter, model });
}

function toReject(row: CleaningTask['rows'][number]): Pick<Reject, 'position' | 'excerpt' | 'sealed'> {
  const { title, text } = Object(row.value) as { title?: unknown; text?: unknown };
  // A title that is no text may be anything; it is not worth the risk of asking it for one.
  const said = [title, text].filter((part) => typeof part === 'string').join(' ');
  // Cut with room to spare first: a number must not be cut in half before the masker sees it.
  const cut = storable(said.slice(0, EXCERPT_CHARS * 4));
  return {
    position: storable(row.position.slice(0, 200)),
    excerpt: maskText(normaliseText(cut).text).text.slice(0, EXCERPT_CHARS),
    sealed: sealRow(row.value, setup.reporterSecret),
  };
}

/** PostgreSQL takes neither NUL nor half a surrogate pair, and the whole batch would be refused with them. */
function storable(text: string): string {
  return Buffer.from(text.replaceAll('\0', '')).toString();
}
