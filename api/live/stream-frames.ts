import type { InAppNews } from '#warehouse/ledger/alerts/list-in-app-since.ts';
import type { LiveNews } from '#warehouse/ledger/notify.ts';
import type { ApiContext } from '../context.ts';
import type { StreamEvent } from '../contract/stream.ts';
import { alertById, type Asker } from '../pages/alert-views.ts';

/** What is passed on as it came; the rest is a cause to look. */
export type PassedNews = Exclude<LiveNews, { event: 'alert' | 'accounts' }>;

/** An event of the outbox as the stream writes it. */
export interface PlacedFrame {
  position: number;
  bytes: Buffer;
}

/** News as the stream writes it; it has no place in the outbox. */
export function newsFrame(news: PassedNews): Buffer {
  const { event, ...data } = news;
  return frame({ event, data } as StreamEvent);
}

/** What an asker is told of changed alerts, in the order of the outbox: of one that changed twice, as it is now. */
export async function alertFrames(
  context: ApiContext,
  asker: Asker,
  news: readonly InAppNews[],
): Promise<PlacedFrame[]> {
  const latest = new Map(news.map(({ alertId, position }) => [alertId, position]));
  const frames: PlacedFrame[] = [];
  for (const [alertId, position] of [...latest].toSorted(([, a], [, b]) => a - b)) {
    const alert = await alertById(context, asker, alertId);
    if (alert) frames.push({ position, bytes: frame({ event: 'alert', data: alert }, position) });
  }
  return frames;
}

function frame(event: StreamEvent, id?: number): Buffer {
  return Buffer.from(
    `${id === undefined ? '' : `id: ${id}\n`}event: ${event.event}\ndata: ${JSON.stringify(event.data)}\n\n`,
  );
}
