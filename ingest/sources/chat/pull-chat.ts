import { z } from 'zod';
import { askPlatform, platformUrl, type Asker } from '../ask-platform.ts';
import { readItemPath } from '../item-path.ts';
import type { ChatManifest } from '../manifest.ts';
import { parseTime } from '../parse-time.ts';
import { jsonOrUndefined } from '../pull-cursor.ts';
import { SourceFault, type FaultKind } from '../source-fault.ts';
import type { ChatGroup, ChatMessage } from './chat-message.ts';
import { sessionise } from './sessionise.ts';
import { recallRow, threadRow } from './thread-row.ts';
import type { PulledPage } from '../pulled-page.ts';

const positionSchema = z.object({
  /** Sequence number of the last message grouped. */
  seen: z.number(),
  /** From here on messages are read again, to have the text of the open threads; it is never stored. */
  from: z.number(),
  open: z.array(z.array(z.string())),
});
type Position = z.infer<typeof positionSchema>;
const cursorSchema = z.object({
  /** The group pulled last; the next with news after it comes next, so that none keeps the others waiting. */
  turn: z.string(),
  groups: z.record(z.string(), positionSchema),
});

/** Pages of one group in one pull: bounds the work of a pull; what is left comes with the next. */
const MAX_PAGES = 20;

interface Group extends ChatGroup {
  last: number;
}

const textAt = (item: unknown, path: Parameters<typeof readItemPath>[1]): string =>
  String(readItemPath(item, path) ?? '');

async function listGroups(asker: Asker, chat: ChatManifest): Promise<Group[]> {
  const { groups } = chat;
  const { body } = await askPlatform(asker, platformUrl(asker, groups.path, {}));
  const found = readItemPath(body, groups.items);
  if (!Array.isArray(found)) throw new SourceFault('bad_body', `${asker.manifest.platform}: no list of groups`);
  return found.map((item) => ({
    id: textAt(item, groups.id),
    name: textAt(item, groups.name),
    ward: textAt(item, groups.ward),
    estate: groups.estate ? textAt(item, groups.estate) : '',
    last: Number(readItemPath(item, groups.last) ?? 0),
  }));
}

function toMessage(item: unknown, chat: ChatManifest, zone: string): ChatMessage | undefined {
  const { message } = chat;
  const at = parseTime(readItemPath(item, message.at), zone);
  const seq = Number(readItemPath(item, message.seq));
  const id = textAt(item, message.id);
  if (!at || !Number.isSafeInteger(seq) || id === '') return undefined;
  const type = textAt(item, message.type.path);
  const recall = message.type.recall.includes(type);
  return {
    id,
    seq,
    at,
    sender: textAt(item, message.sender),
    name: textAt(item, message.name),
    staff: message.staff.values.includes(textAt(item, message.staff.path)),
    type: recall ? 'recall' : message.type.text.includes(type) ? 'text' : 'other',
    text: textAt(item, message.text),
    ...(recall && message.recalls ? { recalls: textAt(item, message.recalls) } : {}),
  };
}

function checkEcho(body: unknown, { echo }: ChatManifest, group: string, since: number): void {
  if (!echo || (textAt(body, echo.group) === group && Number(readItemPath(body, echo.since)) === since)) return;
  throw new SourceFault('stale_page', 'the answer to another question');
}

/** One pull asks for many pages; without a second try a platform that fails now and then lets none through. */
const TRIES = 3;
const passing: ReadonlySet<FaultKind> = new Set(['network', 'bad_body', 'stale_page', 'unavailable']);

async function askPage(asker: Asker, url: URL, check: (body: unknown) => void): Promise<unknown> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const { body } = await askPlatform(asker, url);
      check(body);
      return body;
    } catch (error) {
      if (!(error instanceof SourceFault) || !passing.has(error.kind) || attempt === TRIES) throw error;
    }
  }
}

interface Batch {
  messages: ChatMessage[];
  unreadable: number;
}

/** The group's messages after `from`, oldest first, in as many pages as one pull may take. */
async function readMessages(asker: Asker, chat: ChatManifest, group: Group, from: number): Promise<Batch> {
  const { manifest } = asker;
  const { paging, timeZone } = manifest;
  const batch: Batch = { messages: [], unreadable: 0 };
  let since = from;
  for (let page = 0; page < MAX_PAGES && since < group.last; page += 1) {
    const query = {
      [chat.groupParam]: group.id,
      [chat.sinceParam]: String(since),
      ...(paging.sizeParam ? { [paging.sizeParam]: String(paging.size) } : {}),
    };
    const url = platformUrl(asker, manifest.request.path, query);
    const asked = since;
    const body = await askPage(asker, url, (answer) => checkEcho(answer, chat, group.id, asked));
    const found = readItemPath(body, manifest.items);
    const items = Array.isArray(found) ? found : [];
    const messages = items.flatMap((item) => toMessage(item, chat, timeZone) ?? []);
    batch.unreadable += items.length - messages.length;
    batch.messages.push(...messages);
    const furthest = messages.reduce((high, message) => Math.max(high, message.seq), since);
    if (furthest === since) break;
    since = furthest;
  }
  return batch;
}

function rowsOf(
  group: Group,
  position: Position,
  batch: Batch,
): { page: Pick<PulledPage, 'items' | 'skipped'>; next: Position } {
  const { messages, unreadable } = batch;
  const session = sessionise(messages, position.open, position.seen);
  const items = [...session.threads.map((thread) => threadRow(thread, group)), ...session.lateRecalls.map(recallRow)];
  // What a garbled message said is lost; the sequence number lets the others pass.
  const counts = Object.entries({ chit_chat: session.dropped, message_unreadable: unreadable }).filter(
    ([, count]) => count > 0,
  );
  const skipped = Object.fromEntries(counts);
  const seen = messages.reduce((high, message) => Math.max(high, message.seq), position.seen);
  const members = new Set(session.open.flat());
  const oldest = messages.reduce(
    (low, message) => (members.has(message.id) ? Math.min(low, message.seq - 1) : low),
    seen,
  );
  return { page: { items, skipped }, next: { seen, from: oldest, open: session.open } };
}

/**
 * Pulls the next group that has news and groups its messages into demand threads. The cursor keeps, for each
 * group, the last message seen and the ids of the open threads' messages; their words are read again.
 * @throws SourceFault
 */
export async function pullChat(
  asker: Asker,
  chat: ChatManifest,
  cursor: string | null,
): Promise<Omit<PulledPage, 'waitMs'>> {
  const parsed = cursorSchema.safeParse(jsonOrUndefined(cursor));
  const { turn, groups } = parsed.success ? parsed.data : { turn: '', groups: {} };
  const { boards } = asker.manifest;
  const positionOf = (group: Group): Position => groups[group.id] ?? { seen: 0, from: 0, open: [] };
  const listed = (await listGroups(asker, chat)).filter((group) => boards.length === 0 || boards.includes(group.name));
  const start = listed.findIndex((group) => group.id === turn) + 1;
  const news = [...listed.slice(start), ...listed.slice(0, start)].filter((each) => each.last > positionOf(each).seen);
  const group = news[0];
  if (!group) return { items: [], skipped: {}, nextCursor: JSON.stringify({ turn, groups }), more: false };
  const position = positionOf(group);
  const { page, next } = rowsOf(group, position, await readMessages(asker, chat, group, position.from));
  const nextCursor = JSON.stringify({ turn: group.id, groups: { ...groups, [group.id]: next } });
  // A group that promises news and gives none is left for the next poll.
  const more = next.seen > position.seen && (news.length > 1 || next.seen < group.last);
  return { ...page, nextCursor, more };
}
