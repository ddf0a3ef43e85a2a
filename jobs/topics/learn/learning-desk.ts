import { Piscina } from 'piscina';
import type { Analytics } from '#warehouse/analytics/analytics.ts';
import { inTransaction, type Ledger } from '#warehouse/ledger/ledger.ts';
import { appendAudit } from '#warehouse/ledger/audit/append-audit.ts';
import { insertTopicModel } from '#warehouse/ledger/topics/topic-models.ts';
import { accept, type Outcome } from '#warehouse/model/outcome.ts';
import { typescriptThread } from '../../typescript-thread.ts';
import { collectLabelled } from './collect-labelled.ts';

/** How far learning is, of this process. */
export interface LearningState {
  state: 'idle' | 'running' | 'done' | 'failed';
  /** The model that came of it; 0 until then. */
  version: number;
  since: string;
}

/** Who wants a model learned. */
interface Wish {
  by: { id: string; name: string };
  now: Date;
}

/** Learns one model at a time from what the district has labelled, in a thread that lives as long as the training. */
export class LearningDesk {
  private current: LearningState = { state: 'idle', version: 0, since: '' };

  constructor(private readonly stores: { analytics: Analytics; ledger: Ledger }) {}

  state(): LearningState {
    return this.current;
  }

  /** Begins, and gives how many examples it learns from; a reject where there are too few. Nothing happens while one runs. */
  async begin(wish: Wish): Promise<Outcome<number>> {
    if (this.current.state === 'running') return accept(0);
    this.current = { state: 'running', version: 0, since: wish.now.toISOString() };
    const collected = await collectLabelled(this.stores.analytics, this.stores.ledger).catch((error: unknown) => {
      this.current = { ...this.current, state: 'failed' };
      throw error;
    });
    if (collected.kind !== 'accept') {
      this.current = { ...this.current, state: 'idle' };
      return collected;
    }
    void this.learn(collected.value, wish).then(
      (version) => (this.current = { ...this.current, state: 'done', version }),
      () => (this.current = { ...this.current, state: 'failed' }),
    );
    return accept(collected.value.rows.length);
  }

  private async learn(task: { rows: object[]; description: string }, { by, now }: Wish): Promise<number> {
    const pool = new Piscina({ ...typescriptThread(new URL('./learn-thread.ts', import.meta.url)), maxThreads: 1 });
    try {
      const at = now.toISOString();
      const learned = (await pool.run({ ...task, now: at })) as { card: object; content: Uint8Array };
      return await inTransaction(this.stores.ledger, async (tx) => {
        const content = Buffer.from(learned.content);
        const version = await insertTopicModel(tx, { learnedAt: at, learnedBy: by.name, card: learned.card, content });
        const line = { at, actorId: by.id, actorName: by.name, action: 'model.learn', target: String(version) };
        await appendAudit(tx, { ...line, detail: { rows: task.rows.length } });
        return version;
      });
    } finally {
      await pool.destroy();
    }
  }
}
