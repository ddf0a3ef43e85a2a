/** GET /api/channels; POST …/{id}/test sends an invented message, POST …/{id}/enable calls a disabled one again. */
export interface EndpointView {
  id: string;
  kind: string;
  unit: string;
  name: string;
  fallback: boolean;
  disabledReason: string | null;
  failuresInARow: number;
  lastOkAt: string | null;
}

/** GET /api/channels/preview: a message as people read it. */
export interface MessagePreview {
  heading: string;
  lines: string[];
}

/** GET /api/dead-letters: messages that will not be tried again by themselves, newest first. */
export interface DeadLetterView {
  deliveryId: string;
  alertId: string;
  number: string;
  /** The endpoint, by its id in the list of channels. */
  target: string;
  reason: string;
  code: string;
  attempts: number;
  lastAt: string | null;
}
