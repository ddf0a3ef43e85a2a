import { classifyFile } from '#jobs/topics/learn/classify-file.ts';
import { learnFromFile } from '#jobs/topics/learn/learn-from-file.ts';
import { loadModel } from '#jobs/topics/learn/model-file.ts';
import type { Outcome } from '#warehouse/model/outcome.ts';
import { Failure } from './failure.ts';

interface Columns {
  text?: string | undefined;
  title?: string | undefined;
  json?: boolean | undefined;
}

/** `minqing learn`: trains a model from labelled history and prints its card. */
export async function learn(
  file: string,
  options: Columns & { label?: string | undefined; group?: string | undefined; out: string },
): Promise<void> {
  const outcome = learnFromFile({
    file,
    out: options.out,
    now: new Date().toISOString(),
    ...(options.text ? { textColumn: options.text } : {}),
    ...(options.title ? { titleColumn: options.title } : {}),
    ...(options.label ? { labelColumn: options.label } : {}),
    ...(options.group ? { groupColumn: options.group } : {}),
    onProgress: (progress) => process.stderr.isTTY && process.stderr.write(`\r${JSON.stringify(progress)}   `),
  });
  const card = valueOf(outcome, file);
  console.log(options.json ? JSON.stringify(card) : JSON.stringify(card, null, 2));
}

/** `minqing classify`: one line of JSON per row. */
export async function classify(
  file: string,
  options: Columns & { id?: string | undefined; model: string },
): Promise<void> {
  const outcome = classifyFile({
    file,
    model: loadModel(options.model),
    ...(options.text ? { textColumn: options.text } : {}),
    ...(options.title ? { titleColumn: options.title } : {}),
    ...(options.id ? { idColumn: options.id } : {}),
    write: (line) => process.stdout.write(`${line}\n`),
  });
  valueOf(outcome, file);
}

function valueOf<T>(outcome: Outcome<T>, file: string): T {
  if (outcome.kind === 'accept') return outcome.value;
  throw new Failure(`${file}：${outcome.kind === 'reject' ? outcome.detail : outcome.reason}`);
}
