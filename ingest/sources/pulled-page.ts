import type { MappedRow } from './map-item.ts';
import type { WardCount } from './read-count.ts';

/** What one question to a platform brought. */
export interface PulledPage {
  /** Ready for `checkRawItem`. */
  items: MappedRow[];
  /** Of a platform of counts instead of posts. */
  counts?: WardCount[];
  /** Rows that the manifest leaves out, by reason. */
  skipped: Record<string, number>;
  /** To be stored durably together with the items. */
  nextCursor: string;
  /** True when the platform holds more right now. */
  more: boolean;
  /** The platform's rate asks for this wait before the next page. */
  waitMs?: number;
}
