import type { DateOrder, ImportState, SetupWards, StarterDepartment } from '#api/contract/setup.ts';
import { get, request, send } from './api.ts';

/** The endpoints of the first run, and of files given in the browser. */
export const setupApi = {
  firstAccount: (body: { secret: string; username: string; displayName: string; password: string }) =>
    send<void>('POST', '/session/setup', body),
  departments: () => get<StarterDepartment[]>('/setup/departments'),
  wards: (body: { file: string; districtCode: string }) => send<SetupWards>('POST', '/setup/wards', body),
  district: (body: {
    code: string;
    name: string;
    streets: SetupWards['streets'];
    departments: readonly StarterDepartment[];
  }) => send<void>('POST', '/setup/district', body),
  imports: () => get<ImportState[]>('/imports'),
  sayDateOrder: (id: string, order: DateOrder) => send<ImportState>('POST', `/imports/${id}/date-order`, { order }),
  /** A large file on a slow line takes its time: no time-out here. */
  importFile: (source: string, file: File) =>
    request<ImportState>(`/imports/${encodeURIComponent(source)}`, {
      method: 'POST',
      query: { name: file.name, modified: file.lastModified },
      bytes: file,
    }),
};

/** The bytes of a file as base64, for a table that travels inside JSON. */
export async function toBase64(file: Blob): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = '';
  // In pieces: the arguments of one call are limited.
  for (let at = 0; at < bytes.length; at += 0x80_00) text += String.fromCharCode(...bytes.subarray(at, at + 0x80_00));
  return btoa(text);
}
