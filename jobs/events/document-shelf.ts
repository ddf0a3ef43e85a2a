import { BodyRecord } from './body-record.ts';
import { ColdFile, type ColdPlace } from './cold-file.ts';
import type { HeldDocument, Told, WarmBody } from './held-document.ts';
import { Outlines, type Wanted } from './outlines.ts';
import type { Page, Vectors } from './vector-store.ts';

/**
 * Documents that stay in memory, 2 kB of a short post and 6 kB of a letter: a week of a large district. With 40 000 an
 * import of short posts cost as much processor time.
 */
const WARM = 8_000;

/** Where the shelf lies. */
export interface ShelfStorage {
  /** Of the file. */
  folder: string;
  /** Fewer documents in memory and smaller pieces of the file, for a test. */
  warm?: number;
  segmentBytes?: number;
}

interface WarmPage {
  page: Page;
  documents: HeldDocument[];
}

/**
 * What the held documents are compared by: of the newest in memory, of older ones in a file, so that memory grows by no
 * more than an outline with each. A document of the file is read in a few microseconds, from the memory that the system
 * has to spare.
 */
export class DocumentShelf {
  /** Oldest first. */
  private readonly pages: WarmPage[] = [];
  /** Documents on them. */
  private warm = 0;
  private readonly file: ColdFile;
  private readonly record = new BodyRecord();
  /** Whose record is in the room. */
  private inRoom: HeldDocument | undefined;
  private readonly mostWarm: number;
  /** Of those in the file. */
  private readonly outlines: Outlines;
  /** Documents that arrived before this order are in the file. */
  private warmFrom = 0;

  /** A page that nothing lies on any more is given to `giveBack`; `oldest` gives the order of the oldest document held. */
  constructor(
    { folder, warm = WARM, segmentBytes }: ShelfStorage,
    private readonly giveBack: (page: Page) => void,
    oldest: () => number,
  ) {
    this.mostWarm = warm;
    this.file = new ColdFile(folder, segmentBytes);
    this.outlines = new Outlines(oldest);
  }

  /** Takes up a document whose body is in memory, behind all that came before. */
  add(held: HeldDocument): void {
    const { page } = (held.body as WarmBody).vectors;
    const newest = this.pages.at(-1);
    if (newest?.page === page) newest.documents.push(held);
    else this.pages.push({ page, documents: [held] });
    this.warm += 1;
    // The newest page is still being filled.
    while (this.warm > this.mostWarm && this.pages.length > 1) this.cool(this.pages.shift()!);
  }

  /** Those of a document in the file are valid until the next call for another. */
  vectorsOf(held: HeldDocument): Vectors {
    const { body } = held;
    if (isWarm(body)) return body.vectors;
    this.bring(held, body);
    return this.record.vectors();
  }

  toldOf(held: HeldDocument): Told {
    const { body } = held;
    if (isWarm(body)) return body.told;
    this.bring(held, body);
    return this.record.told();
  }

  /** Leaves out of `orders`, in the same array, those in the file that are surely not as alike as wanted. */
  keepAlike(orders: Int32Array, wanted: Wanted): Int32Array {
    return this.outlines.keepAlike(orders, this.warmFrom, wanted);
  }

  /** Says that those which came to the file together with this document are asked for next. */
  bringNeighbours({ body }: HeldDocument): void {
    if (!isWarm(body)) this.file.readAround(body);
  }

  /** Lets `weigh` change the weights of a document. */
  weigh(held: HeldDocument, weigh: (vectors: Vectors) => void): void {
    const vectors = this.vectorsOf(held);
    weigh(vectors);
    if (isWarm(held.body)) return;
    this.outlines.weigh(held.order, vectors);
    this.record.packWeights(vectors);
    this.file.rewrite(held.body, this.record.room(held.body.bytes));
  }

  /** Forgets a document; it must not be asked for again. */
  remove(held: HeldDocument): void {
    if (!isWarm(held.body)) this.file.release(held.body);
    held.body = gone;
  }

  /** Bytes of the file, and documents in memory. */
  size(): { file: number; warm: number } {
    return { file: this.file.size(), warm: this.warm };
  }

  close(): void {
    this.file.close();
  }

  private cool({ page, documents }: WarmPage): void {
    this.warm -= documents.length;
    this.inRoom = undefined;
    for (const held of documents) {
      if (!isWarm(held.body)) continue;
      this.outlines.add(held.order, held.body.vectors);
      held.body = this.file.append(this.record.pack(held.body));
    }
    this.warmFrom = this.pages[0]!.documents[0]!.order;
    this.giveBack(page);
  }

  private bring(held: HeldDocument, place: ColdPlace): void {
    if (this.inRoom === held) return;
    this.inRoom = undefined;
    this.file.read(place, this.record.room(place.bytes));
    this.inRoom = held;
  }
}

const isWarm = (body: HeldDocument['body']): body is WarmBody => 'vectors' in body;

/** The place of what was forgotten. */
const gone: ColdPlace = { segment: { slot: -1, living: 0 }, at: 0, bytes: 0 };
