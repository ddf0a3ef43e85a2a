import { shallowRef } from 'vue';
import { api, ApiError } from '../lib/api.ts';
import { useSession } from './useSession.ts';

type Names = ReadonlyMap<string, string>;

/** Names that most pages never show, asked for when the first code of their kind is. */
function namesFrom(load: () => Promise<[code: string, name: string][]>): (code: string) => string {
  const names = shallowRef<Names | null>(null);
  let of: string | null = null;
  return (code) => {
    const reader = useSession().user.value?.name ?? '';
    if (of !== reader) {
      // Another person may see other ones.
      of = reader;
      names.value = null;
      void load()
        .catch((cause: unknown) => {
          if (cause instanceof ApiError) return [];
          throw cause;
        })
        .then((pairs) => of === reader && (names.value = new Map(pairs)));
    }
    return names.value ? (names.value.get(code) ?? code) : '…';
  };
}

const sourceName = namesFrom(async () => (await api.sources()).map(({ sourceId, name }) => [sourceId, name]));
const departmentName = namesFrom(async () => (await api.departments()).map(({ code, name }) => [code, name]));

/** The names of sources and departments; `…` until they are there, so that nobody reads a code for a moment. */
export const useCodeNames = () => ({ sourceName, departmentName });
