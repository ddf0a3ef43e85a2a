import type { Push } from './read-push.ts';
import type { SignatureFault } from './verify-signature.ts';

/** One push as the desk keeps it. */
export interface DeskMessage {
  /** The sender's webhook-id. */
  id: string;
  departmentCode: string;
  departmentName: string;
  /** Real time of the first arrival. */
  receivedAt: string;
  /** Deliveries of this id with a valid signature; more than 1 means that the sender repeated itself. */
  attempts: number;
  /** Why the signature does not hold; absent when it does. */
  fault?: SignatureFault;
  /** What it says; absent when the signature does not hold or the body is not understood. */
  push?: Push;
}
