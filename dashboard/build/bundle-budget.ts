import { gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

/** Budgets in bytes of gzipped JavaScript: a secretary opens the page on a phone in a stairwell. */
export const budgets = { route: 120_000, charts: 200_000 } as const;

/** What the budget needs to know of one built chunk. */
export interface BuiltChunk {
  fileName: string;
  code: string;
  imports: string[];
  dynamicImports: string[];
  isEntry: boolean;
  /** True when the chunk holds a page, so that it is the first thing some route loads. */
  isPage: boolean;
  isCharts: boolean;
}

/** Files that load together with `start`, itself included; the chart engine only when asked for by `start`. */
function closure(start: BuiltChunk, chunks: Map<string, BuiltChunk>): Set<BuiltChunk> {
  const seen = new Set<BuiltChunk>([start]);
  for (const chunk of seen) {
    for (const name of chunk.imports) {
      const next = chunks.get(name);
      if (next) seen.add(next);
    }
  }
  return seen;
}

const gzipSize = (set: Iterable<BuiltChunk>) =>
  [...set].reduce((sum, chunk) => sum + gzipSync(chunk.code, { level: 9 }).length, 0);

const kB = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB gzip`;

/** Measures what each route and the chart engine cost, in gzipped bytes; `over` names what is too big. */
export function measureBundle(list: BuiltChunk[]): { routes: Map<string, number>; charts: number; over: string[] } {
  const chunks = new Map(list.map((chunk) => [chunk.fileName, chunk]));
  const shell = new Set(list.filter((chunk) => chunk.isEntry).flatMap((chunk) => [...closure(chunk, chunks)]));
  const routes = new Map<string, number>();
  for (const page of list.filter((chunk) => chunk.isPage)) {
    routes.set(page.fileName, gzipSize(new Set([...shell, ...closure(page, chunks)])));
  }
  const engine = list.filter((chunk) => chunk.isCharts).flatMap((chunk) => [...closure(chunk, chunks)]);
  const charts = gzipSize(new Set(engine.filter((chunk) => !shell.has(chunk))));
  const over = [...routes].filter(([, size]) => size > budgets.route).map(([name, size]) => `${name} ${size} B`);
  if (charts > budgets.charts) over.push(`charts ${charts} B`);
  return { routes, charts, over };
}

/** Fails the build when a route or the chart engine outgrows its budget, and prints the sizes otherwise. */
export function bundleBudget(): Plugin {
  let root = '';
  return {
    name: 'bundle-budget',
    apply: 'build',
    configResolved: (config) => void (root = config.root),
    generateBundle(_options, bundle) {
      const chunks: BuiltChunk[] = [];
      for (const file of Object.values(bundle)) {
        if (file.type !== 'chunk') continue;
        const { fileName, code, imports, dynamicImports, isEntry, moduleIds } = file;
        chunks.push({
          fileName,
          code,
          imports,
          dynamicImports,
          isEntry,
          // Of this project: its checkout may lie in a folder of that name.
          isPage: file.facadeModuleId?.startsWith(`${root}/pages/`) ?? false,
          isCharts: moduleIds.some((id) => /\/charts\/echarts(-map)?\.ts$/.test(id)),
        });
      }
      const { routes, charts, over } = measureBundle(chunks);
      for (const [name, size] of routes) this.info(`route ${name}: ${kB(size)}`);
      this.info(`charts, loaded lazily: ${kB(charts)}`);
      if (over.length > 0) this.error(`bundle budget exceeded: ${over.join('; ')}`);
    },
  };
}
