import type { LiveNews } from '#warehouse/ledger/notify.ts';

type IntakeNews = Extract<LiveNews, { event: 'intake' }>;

/** A page shows when its figures were last fed, in seconds: more often than this nobody can read it. */
const GATHER_MS = 1_000;

/** Adds up what arrives from each source and passes all of it on once a second, since it goes to every open page. */
export class GatherIntake {
  private readonly waiting = new Map<string, IntakeNews>();
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly pass: (news: IntakeNews[]) => void) {}

  add(news: IntakeNews): void {
    const before = this.waiting.get(news.sourceId)?.accepted ?? 0;
    this.waiting.set(news.sourceId, { ...news, accepted: before + news.accepted });
    this.timer ??= setTimeout(() => this.flush(), GATHER_MS).unref();
  }

  close(): void {
    clearTimeout(this.timer);
    this.waiting.clear();
  }

  private flush(): void {
    this.timer = undefined;
    const news = [...this.waiting.values()];
    this.waiting.clear();
    this.pass(news);
  }
}
