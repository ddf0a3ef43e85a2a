/** Where the stores report events of theirs; a pino logger fits. */
export interface StoreLog {
  info(event: object): void;
  warn(event: object): void;
  error(event: object): void;
}
