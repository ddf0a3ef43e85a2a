import type { Ledger } from '#warehouse/ledger/ledger.ts';
import type { Enqueue } from './contract.ts';
import type { AlertPolicy } from './lifecycle/policy.ts';

/** What every function of alerting works with; built once where the process is put together. */
export interface AlertDesk {
  ledger: Ledger;
  policy: AlertPolicy;
  enqueue: Enqueue;
  /** Takes personal data out of what people write into replies and reasons. */
  mask: (text: string) => string;
}

/** An instant as the ledger keeps it, whatever clock it came from. */
export function toInstant(now: Date | string): string {
  return new Date(now).toISOString();
}
