import type {
  ReportBlock,
  ReportChanges,
  ReportDetail,
  ReportKindName,
  ReportList,
  ReportPiece,
  ReportTemplate,
} from '#api/contract/reports.ts';
import { get, request, send } from './api.ts';

/** An edited sentence as the server keeps it. */
export interface ReportEdit {
  pieces: (string | { figure: string })[];
  base: string;
}

const at = (id: string): string => `/reports/${encodeURIComponent(id)}`;

/** The endpoints of reports. */
export const reportsApi = {
  list: (query: { kind: string; q: string; unread?: boolean; page?: number }, signal?: AbortSignal) =>
    get<ReportList>(
      '/reports',
      {
        kind: query.kind || undefined,
        q: query.q || undefined,
        unread: query.unread ? 'true' : undefined,
        page: query.page ? String(query.page) : undefined,
      },
      signal,
    ),
  make: (body: { kind: ReportKindName; periodKey: string; ward?: string; department?: string; eventId?: string }) =>
    send<{ id: string }>('POST', '/reports', body),
  get: (id: string, signal?: AbortSignal) => get<ReportDetail>(at(id), {}, signal),
  edit: (id: string, body: { version: number; edits: Record<string, ReportEdit> }) =>
    send<ReportDetail>('PUT', `${at(id)}/edits`, body),
  act: (id: string, body: { version: number; action: 'submit' | 'return' | 'issue' }) =>
    send<ReportDetail>('POST', `${at(id)}/actions`, body),
  recount: (id: string) => send<{ id: string }>('POST', `${at(id)}/recount`, {}),
  read: (id: string) => send<ReportDetail>('POST', `${at(id)}/read`, {}),
  resend: (id: string, delivery: string) =>
    send<ReportDetail>('POST', `${at(id)}/deliveries/${encodeURIComponent(delivery)}/resend`, {}),
  templates: (signal?: AbortSignal) => get<ReportTemplate[]>('/report-templates', {}, signal),
  saveTemplate: (kind: ReportKindName, file: File) =>
    request<ReportTemplate[]>(`/report-templates/${kind}`, { method: 'PUT', query: { name: file.name }, bytes: file }),
  dropTemplate: (kind: ReportKindName) => request<ReportTemplate[]>(`/report-templates/${kind}`, { method: 'DELETE' }),
  correct: (id: string, keep: boolean) => send<ReportChanges>('POST', `${at(id)}/corrections`, { keep }),
};

export type SentenceBlock = Extract<ReportBlock, { kind: 'paragraph' }>;

/** Pieces as they are sent: a figure by its key alone. */
export function toEdit(pieces: readonly ReportPiece[], base: string): ReportEdit {
  return { pieces: pieces.map((piece) => (typeof piece === 'string' ? piece : { figure: piece.figure })), base };
}

/** All edits of a report as the page shows it. */
function editsOf(report: ReportDetail): Record<string, ReportEdit> {
  const blocks = [...report.blocks, ...report.attachments.flatMap((each) => each.blocks)];
  return Object.fromEntries(
    blocks.flatMap((block) =>
      block.kind === 'paragraph' && block.generated !== null ? [[block.id, toEdit(block.pieces, block.base)]] : [],
    ),
  );
}

/** The same with a sentence written otherwise, or, without pieces, as generated again. */
export function editsWith(
  report: ReportDetail,
  paragraph: string,
  pieces: readonly ReportPiece[] | null,
): Record<string, ReportEdit> {
  const { [paragraph]: _, ...edits } = editsOf(report);
  const blocks = [...report.blocks, ...report.attachments.flatMap((each) => each.blocks)];
  const block = blocks.find((each) => each.kind === 'paragraph' && each.id === paragraph);
  if (!pieces || block?.kind !== 'paragraph') return edits;
  const generated = block.generated ?? block.pieces;
  const base = generated.map((piece) => (typeof piece === 'string' ? piece : piece.text)).join('');
  return { ...edits, [paragraph]: toEdit(pieces, base) };
}
