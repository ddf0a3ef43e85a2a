import { classifyFile } from '#jobs/topics/learn/classify-file.ts';
import { learnFromFile } from '#jobs/topics/learn/learn-from-file.ts';
import { collectLabelled } from '#jobs/topics/learn/collect-labelled.ts';
import type { Model, ModelCard } from '#jobs/topics/learn/model.ts';
import { encodeModel, loadModel, saveModel } from '#jobs/topics/learn/model-file.ts';
import { trainModel, type TrainingProgress } from '#jobs/topics/learn/train-model.ts';
import { appendAudit } from '#warehouse/ledger/audit/append-audit.ts';
import { inTransaction } from '#warehouse/ledger/ledger.ts';
import { insertTopicModel } from '#warehouse/ledger/topics/topic-models.ts';
import type { Outcome } from '#warehouse/model/outcome.ts';
import { Failure } from './failure.ts';
import { readingFile } from './reading-file.ts';
import { openSystem, type System, type SystemOptions } from './open-system.ts';

interface Columns {
  text?: string | undefined;
  title?: string | undefined;
  json?: boolean | undefined;
}

type LearnOptions = Columns &
  SystemOptions & {
    label?: string | undefined;
    group?: string | undefined;
    out: string;
    fromLabels?: boolean | undefined;
    store?: boolean | undefined;
  };

/** `minqing learn`: trains a model from labelled history, or from what the district has labelled, and prints its card. */
export async function learn(file: string | undefined, options: LearnOptions): Promise<void> {
  if (options.fromLabels) return learnFromLabels(options);
  if (file === undefined) throw new Failure('请给出已标注的文件，或用 --from-labels', 2);
  const outcome = readingFile(file, () =>
    learnFromFile({
      file,
      out: options.out,
      now: new Date().toISOString(),
      ...(options.text ? { textColumn: options.text } : {}),
      ...(options.title ? { titleColumn: options.title } : {}),
      ...(options.label ? { labelColumn: options.label } : {}),
      ...(options.group ? { groupColumn: options.group } : {}),
      onProgress,
    }),
  );
  const card = valueOf(outcome, file);
  if (options.store) await withSystem(options, (system) => keep(system, loadModel(options.out)));
  print(card, options);
}

async function learnFromLabels(options: LearnOptions): Promise<void> {
  await withSystem(options, async (system) => {
    const collected = await collectLabelled(system.analytics, system.ledger);
    const { rows, description } = valueOf(collected, '--from-labels');
    const model = trainModel(rows, { description, now: new Date().toISOString(), onProgress });
    saveModel(model, options.out);
    await keep(system, model);
    print(model.card, options);
  });
}

const onProgress = (progress: TrainingProgress): void => {
  if (process.stderr.isTTY) process.stderr.write(`\r${JSON.stringify(progress)}   `);
};

/** Keeps a model in the district, where the setting topic-model puts it to work. */
async function keep({ ledger }: System, model: Model): Promise<void> {
  const at = new Date().toISOString();
  const by = 'minqing learn';
  const version = await inTransaction(ledger, async (tx) => {
    const row = { learnedAt: at, learnedBy: by, card: model.card, content: encodeModel(model) };
    const kept = await insertTopicModel(tx, row);
    await appendAudit(tx, { at, actorId: '', actorName: by, action: 'model.learn', target: String(kept) });
    return kept;
  });
  console.error(`已存为第 ${version} 版；在网页“设置 → 分类模型”中启用`);
}

async function withSystem(options: SystemOptions, work: (system: System) => Promise<void>): Promise<void> {
  const system = await openSystem(options, { attach: true });
  try {
    await work(system);
  } finally {
    await system.close();
  }
}

function print(card: ModelCard, { json }: Columns): void {
  console.log(json ? JSON.stringify(card) : JSON.stringify(card, null, 2));
}

/** `minqing classify`: one line of JSON per row. */
export async function classify(
  file: string,
  options: Columns & { id?: string | undefined; model: string },
): Promise<void> {
  const model = readingFile(options.model, () => loadModel(options.model));
  const outcome = readingFile(file, () =>
    classifyFile({
      file,
      model,
      ...(options.text ? { textColumn: options.text } : {}),
      ...(options.title ? { titleColumn: options.title } : {}),
      ...(options.id ? { idColumn: options.id } : {}),
      write: (line) => process.stdout.write(`${line}\n`),
    }),
  );
  valueOf(outcome, file);
}

function valueOf<T>(outcome: Outcome<T>, file: string): T {
  if (outcome.kind === 'accept') return outcome.value;
  throw new Failure(`${file}：${outcome.kind === 'reject' ? outcome.detail : outcome.reason}`);
}
