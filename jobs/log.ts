import { pino } from 'pino';

/** Fields of one log line: an `event` of a closed set and measurements; never document text or personal data. */
export type LogFields = { event: string } & Record<string, string | number | boolean | null | undefined>;

export interface Log {
  info(fields: LogFields): void;
  warn(fields: LogFields): void;
  error(fields: LogFields): void;
}

/** A logger that writes JSON lines to stderr, so that stdout stays free for a command's answer. LOG_LEVEL sets the threshold. */
export function createLog(level = process.env['LOG_LEVEL'] ?? 'info'): Log {
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination({ fd: 2, sync: true }));
}
