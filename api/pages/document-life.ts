import { z } from 'zod';
import { tellLife } from '#jobs/intake/tell-life.ts';
import { getDocumentHead } from '#warehouse/analytics/pages/get-document-head.ts';
import { listDocumentStates } from '#warehouse/analytics/pages/list-document-states.ts';
import type { Scope } from '#warehouse/model/scope.ts';
import type { ApiContext } from '../context.ts';
import type { DocumentLife } from '../contract/documents.ts';

export const documentLifeQuery = z.object({ source: z.string().min(1).max(64), id: z.string().min(1).max(128) });

/** GET /api/documents/life: what happened to one document; null when it is none of the asker's. */
export async function documentLife(
  context: ApiContext,
  scope: Scope,
  asked: z.infer<typeof documentLifeQuery>,
): Promise<DocumentLife | null> {
  const document = { sourceId: asked.source, externalId: asked.id };
  const head = await getDocumentHead(context.reader, scope, document);
  if (!head) return null;
  const states = await listDocumentStates(context.reader, document);
  const isMine = (ward: string): boolean => scope.wards.some((prefix) => ward.startsWith(prefix));
  // A document that moved here from a ward that the asker may not see is told without that ward's name.
  const nameOf = (ward: string): string => (isMine(ward) ? context.names.ward(ward) : '');
  return {
    entries: tellLife(head, states).map(({ wards, ...entry }) =>
      wards ? { ...entry, wardNames: [nameOf(wards[0]), nameOf(wards[1])] } : entry,
    ),
  };
}
