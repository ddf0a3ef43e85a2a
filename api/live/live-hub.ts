import { listOpenUsers } from '#warehouse/ledger/accounts/list-open-users.ts';
import type { User } from '#warehouse/ledger/accounts/user-row.ts';
import { lastInAppPosition, listInAppSince } from '#warehouse/ledger/alerts/list-in-app-since.ts';
import type { LiveNews } from '#warehouse/ledger/notify.ts';
import type { ApiContext } from '../context.ts';
import type { StreamEvent } from '../contract.ts';
import { alertById, type Asker } from '../pages/alert-views.ts';
import { seesSource } from '../pages/snapshot.ts';

/** Token under which Nest hands the hub to the stream's controller. */
export const LIVE = Symbol('live hub');

/** One open page. */
export interface LivePage {
  asker: Asker & { user: User };
  /** The last event that the page had; null for one that has just loaded everything. */
  after: number | null;
  write(text: string): void;
  /** Bytes that the page has not taken yet. */
  waiting(): number;
  end(): void;
}

interface Reader extends LivePage {
  position: number;
  /** Reading the outbox for one page is one chain, so that nothing is sent twice or out of order. */
  work: Promise<void>;
}

const HEARTBEAT_MS = 15_000;
/** A page that takes nothing is closed; it comes back with its Last-Event-ID and catches up. */
const MAX_WAITING_BYTES = 1_000_000;
/** Passes news on to open pages, each within its own scope. */
export class LiveHub {
  private readonly readers = new Set<Reader>();
  private readonly heartbeat = setInterval(() => this.beat(), HEARTBEAT_MS).unref();

  constructor(private readonly context: ApiContext) {}

  /** Adds a page and gives the function that takes it out again. */
  async join(page: LivePage): Promise<() => void> {
    const position = page.after ?? (await lastInAppPosition(this.context.ledger));
    const reader: Reader = { ...page, position, work: Promise.resolve() };
    this.readers.add(reader);
    // Tells the page where it stands, so that it resumes from here even if nothing happens before it is cut off.
    page.write(`retry: 2000\nid: ${position}\nevent: hello\ndata: {}\n\n`);
    this.catchUp(reader);
    return () => this.readers.delete(reader);
  }

  /** News from any process of the district. */
  tell(news: LiveNews): void {
    if (news.event === 'alert') {
      for (const reader of this.readers) this.catchUp(reader);
      return;
    }
    if (news.event === 'accounts') return void this.lookAgain();
    const text = frame(toStreamEvent(news));
    for (const reader of this.readers) if (this.concerns(reader, news)) this.send(reader, text);
  }

  close(): void {
    clearInterval(this.heartbeat);
    for (const reader of this.readers) reader.end();
    this.readers.clear();
  }

  private concerns({ asker }: Reader, news: LiveNews): boolean {
    return news.event !== 'intake' || seesSource(this.context, asker.scope, news.sourceId);
  }

  private catchUp(reader: Reader): void {
    reader.work = reader.work
      .then(() => this.readOutbox(reader))
      .catch((error: unknown) => {
        this.context.log.warn({ event: 'live_fault', error: (error as Error).message });
        this.drop(reader);
      });
  }

  /** Positions are in the order of commits (the log's head is locked first), so nothing turns up behind what was read. */
  private async readOutbox(reader: Reader): Promise<void> {
    const { ledger } = this.context;
    for (;;) {
      const news = await listInAppSince(ledger, reader.asker.scope, reader.position);
      for (const { position, alertId } of news) {
        const alert = await alertById(this.context, reader.asker, alertId);
        if (alert) this.send(reader, frame({ event: 'alert', data: alert }, position));
        reader.position = position;
      }
      if (news.length === 0) return;
    }
  }

  private send(reader: Reader, text: string): void {
    if (!this.readers.has(reader)) return;
    reader.write(text);
    if (reader.waiting() > MAX_WAITING_BYTES) this.drop(reader);
  }

  private beat(): void {
    for (const reader of this.readers) this.send(reader, ': still here\n\n');
    void this.lookAgain();
  }

  /** Ends the pages of those who were disabled or signed out, or who see something else by now; these come back. */
  private async lookAgain(): Promise<void> {
    const readers = [...this.readers];
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

  private drop(reader: Reader): void {
    this.readers.delete(reader);
    reader.end();
  }
}

function toStreamEvent(news: Exclude<LiveNews, { event: 'alert' | 'accounts' }>): StreamEvent {
  const { event, ...data } = news;
  return { event, data } as StreamEvent;
}

function frame(event: StreamEvent, id?: number): string {
  return `${id === undefined ? '' : `id: ${id}\n`}event: ${event.event}\ndata: ${JSON.stringify(event.data)}\n\n`;
}
