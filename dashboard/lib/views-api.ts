import type { SavedView } from '#api/contract/views.ts';
import { get, request, send } from './api.ts';

/** One's own named filters; every change answers with the new list. */
export const viewsApi = {
  list: () => get<SavedView[]>('/views'),
  save: (body: { name: string; query: string }) => send<SavedView[]>('POST', '/views', body),
  rename: (id: number, name: string) => send<SavedView[]>('PUT', `/views/${id}`, { name }),
  remove: (id: number) => request<SavedView[]>(`/views/${id}`, { method: 'DELETE' }),
};
