import type { ApiError } from '../lib/api.ts';
import { useI18n, type MessageKey } from './useI18n.ts';

const byStatus: Record<number, MessageKey> = {
  0: 'error.offline',
  401: 'error.session',
  403: 'error.forbidden',
  404: 'error.notFound',
  429: 'error.busy',
};

/** A refusal as a sentence that says what to do: the page's own words, or the server's for what only it knows. */
export function useProblemText() {
  const { t } = useI18n();
  return (error: ApiError): string => {
    // A proxy says 503 too; only our server says for how long.
    const isStoreAway = error.status === 503 && error.problem.retryAfterSeconds !== undefined;
    const known = isStoreAway ? 'error.storeAway' : byStatus[error.status];
    if (known) return t(known);
    const said = [error.problem.title, error.problem.detail].filter(Boolean).join(' ');
    return error.status < 500 && said ? said : t('error.server', { status: error.status });
  };
}
