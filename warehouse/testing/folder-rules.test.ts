import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { z } from 'zod';

// Plants imports into an empty copy of the folders and lets the real linter judge them by the real rules.
const project = fileURLToPath(new URL('../..', import.meta.url));

interface Planted {
  file: string;
  imports: string;
  typeOnly?: boolean;
}

const refused: Planted[] = [
  { file: 'ingest/sources/a.ts', imports: '#jobs/log.ts' },
  { file: 'ingest/sources/a.ts', imports: '#warehouse/analytics/analytics.ts' },
  { file: 'ingest/sources/a.ts', imports: '#warehouse/migrations.ts' },
  { file: 'ingest/sources/a.test.ts', imports: '#demo/clock.ts' },
  { file: 'warehouse/ledger/a.ts', imports: '#jobs/log.ts' },
  { file: 'warehouse/ledger/a.ts', imports: '#ingest/raw-item.ts', typeOnly: true },
  { file: 'warehouse/ledger/a.ts', imports: '../../jobs/log.ts' },
  { file: 'jobs/alerts/a.ts', imports: '#api/context.ts' },
  { file: 'jobs/alerts/a.ts', imports: '../../warehouse/migrations.ts' },
  { file: 'jobs/alerts/a.ts', imports: '#demo/clock.ts' },
  { file: 'api/http/a.ts', imports: '#ingest/raw-item.ts' },
  { file: 'api/http/a.ts', imports: '#demo/clock.ts' },
  { file: 'api/cli/a.ts', imports: '../../jobs/log.ts' },
  { file: 'dashboard/parts/a.ts', imports: '#api/contract/filter.ts' },
  { file: 'dashboard/parts/a.ts', imports: '#api/context.ts', typeOnly: true },
  { file: 'dashboard/parts/a.ts', imports: '#warehouse/model/scope.ts', typeOnly: true },
  { file: 'dashboard/parts/A.vue', imports: '#jobs/log.ts' },
  { file: 'demo/desk/a.ts', imports: '#ingest/raw-item.ts' },
  { file: 'demo/desk/a.ts', imports: '#warehouse/ledger/ledger.ts' },
  { file: 'demo/desk/a.ts', imports: '#api/contract/filter.ts', typeOnly: true },
];

const allowed: Planted[] = [
  { file: 'ingest/sources/a.ts', imports: '#warehouse/model/outcome.ts' },
  { file: 'warehouse/analytics/pages/a.ts', imports: '../../model/scope.ts' },
  { file: 'jobs/alerts/a.ts', imports: '#ingest/raw-item.ts' },
  { file: 'jobs/alerts/a.ts', imports: '#warehouse/ledger/ledger.ts' },
  { file: 'jobs/alerts/a.ts', imports: '../topics/taxonomy.ts' },
  { file: 'api/http/a.ts', imports: '#jobs/log.ts' },
  { file: 'api/cli/a.ts', imports: '#demo/clock.ts' },
  { file: 'dashboard/parts/a.ts', imports: '#api/contract/filter.ts', typeOnly: true },
  { file: 'demo/desk/a.ts', imports: '#ingest/raw-item.ts', typeOnly: true },
  { file: 'demo/desk/a.ts', imports: '#warehouse/model/district.ts' },
];

const tree = mkdtempSync(join(tmpdir(), 'minqing-rules-'));
afterAll(() => rmSync(tree, { recursive: true, force: true }));
copyFileSync(join(project, '.oxlintrc.json'), join(tree, '.oxlintrc.json'));

/** One file per planted import, so that the answer names each. */
function plant(planted: Planted, index: number): string {
  const name = planted.file.replace(/(?=\.(test\.ts|ts|vue)$)/, `-${index}`);
  const code = planted.typeOnly
    ? `import type { It } from '${planted.imports}';\nexport type Its = It[];\n`
    : `import { it } from '${planted.imports}';\nconsole.log(it);\n`;
  const text = name.endsWith('.vue') ? `<script setup lang="ts">\n${code}</script>\n` : code;
  mkdirSync(dirname(join(tree, name)), { recursive: true });
  writeFileSync(join(tree, name), text);
  return name;
}

const reportSchema = z.object({ diagnostics: z.array(z.object({ code: z.string(), filename: z.string() })) });

/** Names of the files that break `rule`. */
function lint(rule: string): Set<string> {
  const { stdout } = spawnSync(join(project, 'node_modules', '.bin', 'oxlint'), ['-f', 'json'], {
    cwd: tree,
    encoding: 'utf8',
  });
  const { diagnostics } = reportSchema.parse(JSON.parse(stdout));
  return new Set(diagnostics.filter(({ code }) => code.includes(`(${rule})`)).map(({ filename }) => filename));
}

const names = [...refused, ...allowed].map(plant);
writeFileSync(
  join(tree, 'jobs', 'ring-a.ts'),
  "import { b } from './ring-b.ts';\nexport const a = (): unknown => b;\n",
);
writeFileSync(
  join(tree, 'jobs', 'ring-b.ts'),
  "import { a } from './ring-a.ts';\nexport const b = (): unknown => a;\n",
);
const stopped = lint('no-restricted-imports');

const label = ({ file, imports, typeOnly }: Planted): string =>
  `${file.split('/').slice(0, -1).join('/')} ← ${typeOnly ? 'types of ' : ''}${imports}`;

test.each(refused.map((planted, at) => ({ name: label(planted), file: names[at]! })))(
  '$name is refused',
  ({ file }) => {
    expect(stopped).toContain(file);
  },
);

test.each(allowed.map((planted, at) => ({ name: label(planted), file: names[refused.length + at]! })))(
  '$name is allowed',
  ({ file }) => {
    expect(stopped).not.toContain(file);
  },
);

test('two files that import each other are refused', () => {
  expect(lint('no-cycle')).toEqual(new Set(['jobs/ring-a.ts', 'jobs/ring-b.ts']));
});
