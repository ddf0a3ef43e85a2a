import { computed, shallowRef } from 'vue';
import type { Session } from '#api/contract/session.ts';
import { api } from '../lib/api.ts';
import { useClock } from './useClock.ts';

const session = shallowRef<Session | null>(null);
const user = computed(() => session.value?.user ?? null);
/** Whether one may act on alerts and what belongs to them, and whether beyond one's own unit. */
const mayAct = computed(() => Boolean(user.value?.actsAs));
const mayDispatch = computed(() => mayAct.value && user.value?.actsAs !== 'handler');
const district = computed(() => session.value?.district ?? { code: '', name: '', timeZone: 'Asia/Shanghai' });
let loading: Promise<Session> | null = null;

function accept(next: Session): Session {
  session.value = next;
  useClock().setClock(next.clock);
  return next;
}

/** The session, asked for once; throws ApiError when the server cannot be reached. */
function ensure(): Promise<Session> {
  if (session.value) return Promise.resolve(session.value);
  loading ??= api.session().then(accept);
  loading.catch(() => (loading = null));
  return loading;
}

async function signIn(body: Parameters<typeof api.signIn>[0]): Promise<Session> {
  return accept(await api.signIn(body));
}

/** Drops what is known of the session, after signing out or when the server says it has ended. */
function forget(): void {
  session.value = null;
  loading = null;
}

async function signOut(): Promise<void> {
  await api.signOut();
  forget();
}

/** Who is signed in, for which district, and by which clock. */
export const useSession = () => ({ session, user, mayAct, mayDispatch, district, ensure, signIn, signOut, forget });
