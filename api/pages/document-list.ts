import { z } from 'zod';
import type { DocumentViewRow } from '#warehouse/analytics/pages/document-columns.ts';
import { listCopies } from '#warehouse/analytics/pages/list-copies.ts';
import { countDocuments, type DocumentCursor, listDocuments } from '#warehouse/analytics/pages/list-documents.ts';
import type { ApiContext } from '../context.ts';
import type { DocumentList, DocumentView } from '../contract/documents.ts';
import type { PageFilter } from '#warehouse/analytics/pages/page-filter.ts';
import { documentKey } from '#warehouse/model/document.ts';
import type { Viewpoint } from './viewpoint.ts';

const MAX_PAGE = 200;
const SEPARATOR = '\u001f';

/** Where the asked page of the list starts, as the page before it said. */
export const documentPageSchema = z.object({
  limit: z.coerce.number().int().min(1).max(MAX_PAGE).default(50),
  cursor: z
    .string()
    .max(400)
    .transform((text) => Buffer.from(text, 'base64url').toString().split(SEPARATOR))
    .pipe(z.tuple([z.iso.datetime(), z.string(), z.string()]))
    .transform(([publishedAt, sourceId, externalId]): DocumentCursor => ({ publishedAt, sourceId, externalId }))
    .optional(),
});

/** GET /api/documents: the exact documents behind a number. */
export async function documentList(
  context: ApiContext,
  view: Viewpoint,
  page: z.infer<typeof documentPageSchema>,
): Promise<DocumentList> {
  const [rows, total] = await Promise.all([
    listDocuments(context.reader, view.filter, { after: page.cursor, limit: page.limit }),
    countDocuments(context.reader, view.filter),
  ]);
  const copies = await copiesOf(context, view.filter, rows);
  const last = rows.length === page.limit ? rows.at(-1) : undefined;
  return {
    rows: rows.map((row) => ({ ...toDocumentView(context, row, copies(row)), eventId: row.event_id })),
    total,
    nextCursor: last
      ? Buffer.from([last.published_at, last.source_id, last.external_id].join(SEPARATOR)).toString('base64url')
      : null,
  };
}

type Key = Pick<DocumentViewRow, 'source_id' | 'external_id'>;
const keyOf = (row: Key): string => documentKey({ sourceId: row.source_id, externalId: row.external_id });

/** How many documents of a filter's window and scope say what a listed one says. */
export async function copiesOf(
  context: ApiContext,
  filter: PageFilter,
  rows: readonly (Key & { event_id: string })[],
): Promise<(row: Key) => number> {
  const found = new Map((await listCopies(context.reader, filter, rows)).map((row) => [keyOf(row), row.copies]));
  return (row) => found.get(keyOf(row)) ?? 1;
}

/** A document in the words of the contract. */
export function toDocumentView(context: ApiContext, row: DocumentViewRow, copies = 1): Omit<DocumentView, 'eventId'> {
  return {
    sourceId: row.source_id,
    sourceName: context.names.source(row.source_id),
    externalId: row.external_id,
    kind: row.kind,
    visibility: row.visibility,
    publishedAt: row.published_at,
    wardCode: row.ward_code,
    wardName: context.names.ward(row.ward_code),
    estate: row.estate,
    board: row.board,
    title: row.title,
    text: row.text,
    reply: row.reply,
    repliedAt: row.replied_at,
    closedAt: row.closed_at,
    status: row.status,
    likes: row.likes,
    comments: row.comments,
    topicCode: row.topic_code,
    topicName: context.names.topic(row.topic_code),
    topicConfidence: row.topic_confidence,
    topicWords: row.topic_words,
    topicBy: row.topic_by,
    nature: row.nature,
    severity: row.severity,
    severityWords: row.severity_words,
    places: row.places,
    language: row.language,
    closedLevel: row.closed_level,
    copies,
  };
}
