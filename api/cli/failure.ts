import { inspect } from 'node:util';
import { recogniseFault } from '#warehouse/embedded/store-faults.ts';
import { RowError } from '#warehouse/parse-rows.ts';
import { StoreError } from '#warehouse/store-error.ts';

/** A failure that the operator can mend: one clear sentence, exit code 1 (2 for wrong usage). */
export class Failure extends Error {
  override readonly name = 'Failure';
  readonly exitCode: 1 | 2;

  constructor(message: string, exitCode: 1 | 2 = 1) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** What ended a command, for its operator: one sentence for what can be mended, the whole error for a fault of ours. */
export function toldFailure(error: unknown): { message: string; exitCode: number } {
  if (error instanceof Failure) return { message: error.message, exitCode: error.exitCode };
  if (error instanceof StoreError || error instanceof RowError) return { message: error.message, exitCode: 1 };
  const { code = '', message = '', path = '' } = error as NodeJS.ErrnoException;
  const known = recogniseFault(`${code} ${message}`, path);
  return { message: known?.message ?? inspect(error), exitCode: 1 };
}
