import { spawn } from 'node:child_process';
import { text as textOf } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

const script = fileURLToPath(new URL('scikit_learn.py', import.meta.url));
/** Where Debian puts the Python that its packages are for. */
const DEFAULT_PYTHON = '/usr/bin/python3';

/**
 * Documents per second of jieba alone and of jieba with scikit-learn over the same texts, on one core; null where
 * Python lacks them (`apt-get install python3-jieba python3-sklearn`; another Python by MINQING_BENCH_PYTHON).
 */
export async function scikitLearn(texts: readonly string[]): Promise<{ cut: number; classify: number } | null> {
  const python = process.env['MINQING_BENCH_PYTHON'] ?? DEFAULT_PYTHON;
  const oneCore = { OPENBLAS_NUM_THREADS: '1', OMP_NUM_THREADS: '1' };
  const child = spawn(python, [script], { env: { ...process.env, ...oneCore }, stdio: ['pipe', 'pipe', 'ignore'] });
  const ended = new Promise<number>((resolve) => {
    child.on('error', () => resolve(1));
    child.on('close', (code) => resolve(code ?? 1));
  });
  // A Python that cannot start does not read.
  child.stdin.on('error', () => {});
  child.stdin.end(JSON.stringify(texts));
  const said = await textOf(child.stdout);
  return (await ended) === 0 ? (JSON.parse(said) as { cut: number; classify: number }) : null;
}
