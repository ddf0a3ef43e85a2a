import type { Block } from './model.ts';

/** What a kind of report says: its title, its text, and whether the quality of the data belongs to it. */
export interface ReportBody {
  title: string;
  blocks: Block[];
  tellsQuality: boolean;
}

/** Why a report cannot be made of this snapshot, in one sentence for its maker. */
export class ReportRefusal extends Error {
  override readonly name = 'ReportRefusal';
}
