import { setTimeout as sleep } from 'node:timers/promises';
import { groupBy } from '#jobs/hotspots/group-by.ts';
import { listOpenUsers } from '#warehouse/ledger/accounts/list-open-users.ts';
import type { User } from '#warehouse/ledger/accounts/user-row.ts';
import { lastInAppPosition, listInAppSince } from '#warehouse/ledger/alerts/list-in-app-since.ts';
import type { LiveNews } from '#warehouse/ledger/notify.ts';
import type { ApiContext } from '../context.ts';
import type { Asker } from '../pages/alert-views.ts';
import { seesSource } from '../pages/snapshot.ts';
import { GatherIntake } from './gather-intake.ts';
import { alertFrames, newsFrame, type PassedNews, type PlacedFrame } from './stream-frames.ts';

/** Token under which Nest hands the hub to the stream's controller. */
export const LIVE = Symbol('live hub');

/** One open page. */
export interface LivePage {
  asker: Asker & { user: User };
  /** The last event that the page had; null for one that has just loaded everything. */
  after: number | null;
  write(bytes: Buffer): void;
  /** Bytes that the page has not taken yet. */
  waiting(): number;
  end(): void;
}

interface Reader extends LivePage {
  position: number;
  audience: Audience;
}

/** Pages whose askers see and may do the same: what they are told is read and written out once for all of them. */
interface Audience {
  asker: Asker;
  readers: Set<Reader>;
  /** Reading the outbox is one chain, so that nothing is sent twice or out of order. */
  work: Promise<void>;
  /** A look that has not begun will find this news too. */
  isAsked: boolean;
}

const HEARTBEAT_MS = 15_000;
/** A write to five hundred pages takes some twenty milliseconds: what follows an alert within this time is one write. */
const GATHER_MS = 500;
/** A page that takes nothing is closed; it comes back with its Last-Event-ID and catches up. */
const MAX_WAITING_BYTES = 1_000_000;

/** Passes news on to open pages, each within its own scope. */
export class LiveHub {
  private readonly audiences = new Map<string, Audience>();
  private readonly intake = new GatherIntake((news) => this.pass(...news));
  private readonly heartbeat = setInterval(() => this.beat(), HEARTBEAT_MS).unref();

  constructor(private readonly context: ApiContext) {}

  /** Adds a page and gives the function that takes it out again. */
  async join(page: LivePage): Promise<() => void> {
    const position = page.after ?? (await lastInAppPosition(this.context.ledger));
    const audience = this.audienceOf(page.asker);
    const reader: Reader = { ...page, position, audience };
    audience.readers.add(reader);
    // Tells the page where it stands, so that it resumes from here even if nothing happens before it is cut off.
    page.write(Buffer.from(`retry: 2000\nid: ${position}\nevent: hello\ndata: {}\n\n`));
    this.catchUp(audience);
    return () => this.forget(reader);
  }

  /** News from any process of the district. */
  tell(news: LiveNews): void {
    if (news.event === 'alert') {
      for (const audience of this.audiences.values()) this.catchUp(audience);
      return;
    }
    if (news.event === 'accounts') return void this.lookAgain();
    if (news.event === 'intake') this.intake.add(news);
    else this.pass(news);
  }

  close(): void {
    clearInterval(this.heartbeat);
    this.intake.close();
    for (const reader of this.readers()) reader.end();
    this.audiences.clear();
  }

  /** All of it is one write to each page: a write costs the same for a line as for ten. */
  private pass(...news: PassedNews[]): void {
    const frames = news.map((one) => ({ one, bytes: newsFrame(one) }));
    for (const audience of this.audiences.values()) {
      const told = frames.filter(({ one }) => this.concerns(audience, one));
      if (told.length > 0) this.sendAll(audience.readers, Buffer.concat(told.map(({ bytes }) => bytes)));
    }
  }

  private audienceOf({ scope, actor }: Asker): Audience {
    const key = JSON.stringify([scope, actor]);
    const known = this.audiences.get(key);
    if (known) return known;
    const audience = { asker: { scope, actor }, readers: new Set<Reader>(), work: Promise.resolve(), isAsked: false };
    this.audiences.set(key, audience);
    return audience;
  }

  private readers(): Reader[] {
    return [...this.audiences.values()].flatMap(({ readers }) => [...readers]);
  }

  private concerns({ asker }: Audience, news: PassedNews): boolean {
    return news.event !== 'intake' || seesSource(this.context, asker.scope, news.sourceId);
  }

  private catchUp(audience: Audience): void {
    if (audience.isAsked) return;
    audience.isAsked = true;
    audience.work = audience.work
      .then(() => this.readOutbox(audience))
      .catch((error: unknown) => {
        this.context.log.warn({ event: 'live_fault', error: (error as Error).message });
        for (const reader of audience.readers) this.drop(reader);
      });
  }

  /** Positions are in the order of commits (the log's head is locked first), so nothing turns up behind what was read. */
  private async readOutbox(audience: Audience): Promise<void> {
    audience.isAsked = false;
    for (;;) {
      // Who joins meanwhile may stand further back: the next look is theirs.
      const readers = [...audience.readers];
      if (readers.length === 0) return;
      const from = readers.reduce((least, { position }) => Math.min(least, position), Infinity);
      const news = await listInAppSince(this.context.ledger, audience.asker.scope, from);
      if (news.length === 0) return;
      const frames = await alertFrames(this.context, audience.asker, news);
      this.tellAlerts(readers, frames, news.at(-1)!.position);
      await sleep(GATHER_MS, undefined, { ref: false });
    }
  }

  private tellAlerts(readers: readonly Reader[], frames: readonly PlacedFrame[], last: number): void {
    for (const [position, behind] of groupBy(readers, (reader) => reader.position)) {
      const missed = frames.filter((frame) => frame.position > position).map(({ bytes }) => bytes);
      if (missed.length > 0) this.sendAll(behind, Buffer.concat(missed));
      for (const reader of behind) reader.position = Math.max(position, last);
    }
  }

  private sendAll(readers: Iterable<Reader>, bytes: Buffer): void {
    for (const reader of readers) {
      if (!reader.audience.readers.has(reader)) continue;
      reader.write(bytes);
      if (reader.waiting() > MAX_WAITING_BYTES) this.drop(reader);
    }
  }

  private beat(): void {
    const bytes = Buffer.from(': still here\n\n');
    for (const { readers } of this.audiences.values()) this.sendAll(readers, bytes);
    void this.lookAgain();
  }

  /** Ends the pages of those who were disabled or signed out, or who see something else by now; these come back. */
  private async lookAgain(): Promise<void> {
    const readers = this.readers();
    if (readers.length === 0) return;
    try {
      const users = await listOpenUsers(this.context.ledger, [
        ...new Set(readers.map(({ asker }) => asker.user.user_id)),
      ]);
      const now = new Map(users.map((user) => [user.user_id, JSON.stringify(user)]));
      for (const reader of readers)
        if (now.get(reader.asker.user.user_id) !== JSON.stringify(reader.asker.user)) this.drop(reader);
    } catch (error) {
      this.context.log.warn({ event: 'live_fault', error: (error as Error).message });
    }
  }

  private forget(reader: Reader): void {
    const { audience } = reader;
    audience.readers.delete(reader);
    for (const [key, each] of this.audiences)
      if (each === audience && audience.readers.size === 0) this.audiences.delete(key);
  }

  private drop(reader: Reader): void {
    this.forget(reader);
    reader.end();
  }
}
