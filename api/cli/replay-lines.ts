import { BIG_REPORTERS, type ReplayReport } from '#jobs/hotspots/detect/judge-replay.ts';
import type { Signal } from '#warehouse/model/signal.ts';

/** What a replay is told with. */
interface Telling {
  from: string;
  to: string;
  timeZone: string;
  /** Thresholds that differ from those in force, as `name=value`. */
  tried: readonly string[];
  nameOf: { ward(code: string): string; topic(code: string): string; source(id: string): string };
  titleOf: (event: string | undefined) => string;
}

const KINDS = ['burst', 'rise', 'cluster', 'silence'] as const;
const KIND_NAMES = { burst: '突增', rise: '缓升', cluster: '聚集', silence: '数据中断' } as const;

/**
 * A replay as somebody reads it at the end of a long day: first how much would have been raised, how much of it for nothing
 * and how much missed, then each, oldest first.
 */
export function replayLines(report: ReplayReport, telling: Telling): string[] {
  const { signals, missed } = report;
  const { from, to, timeZone, tried } = telling;
  const moment = (at: string): string => momentIn(timeZone, at);
  return [
    `回放 ${moment(from)} 至 ${moment(to)}，${tried.length === 0 ? '按现行门槛' : `门槛改为 ${tried.join('、')}`}`,
    '',
    ...summary(report),
    ...(signals.length > 0 ? ['', '会报出（按时间）：'] : []),
    ...signals
      .toSorted((a, b) => (a.raised_at < b.raised_at ? -1 : 1))
      .map((signal) => `  ${moment(signal.raised_at)}  ${told(signal, telling)}${signal.confirmed ? '' : '  ← 误报'}`),
    ...(missed.length > 0 ? ['', `会漏掉（一天内 ${BIG_REPORTERS} 人以上反映）：`] : []),
    ...missed
      .toSorted((a, b) => (a.day < b.day ? -1 : 1))
      .map(({ event_id, day, reporters }) => `  ${day}  ${reporters} 人  ${telling.titleOf(event_id)}`),
  ];
}

function summary({ signals, missed, perWeek, unconfirmedPerWeek }: ReplayReport): string[] {
  if (signals.length === 0) return [`一条也不会报出；漏掉 ${missed.length} 件。`];
  const kinds = KINDS.map((kind) => [KIND_NAMES[kind], signals.filter((one) => one.kind === kind).length] as const);
  const parts = kinds.flatMap(([name, count]) => (count > 0 ? `${name} ${count}` : []));
  const wrong = signals.filter(({ confirmed }) => !confirmed).length;
  return [
    `会报出 ${signals.length} 条（${parts.join('、')}），平均每周 ${perWeek.toFixed(1)} 条`,
    `其中误报 ${wrong} 条（${Math.round((100 * wrong) / signals.length)}%，每周 ${unconfirmedPerWeek.toFixed(1)} 条）：报了突增，而那件事最多的一天也不到 5 人`,
    `会漏掉 ${missed.length} 件：一天内 ${BIG_REPORTERS} 人以上反映，却没有报出`,
  ];
}

function told(signal: Signal, { nameOf, titleOf }: Telling): string {
  if (signal.kind === 'silence') return `${KIND_NAMES.silence}  ${nameOf.source(signal.source_id)}`;
  const { kind, ward_code, topic_code, observed, expected, event_ids } = signal;
  const title = titleOf(event_ids[0]);
  const counts = `${observed} 人（平时 ${expected.toFixed(1)} 人）`;
  return [KIND_NAMES[kind], `${nameOf.ward(ward_code)} ${nameOf.topic(topic_code)}`, counts, title]
    .filter(Boolean)
    .join('  ');
}

/** Day and minute of an instant where the office is, as people write it. */
function momentIn(timeZone: string, at: string): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' }).format(new Date(at));
}
