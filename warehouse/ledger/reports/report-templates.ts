import { z } from 'zod';
import { noRow, type Queryable, runStatement } from '../ledger.ts';

const headRow = z.object({ kind: z.string(), name: z.string(), at: z.string(), by_name: z.string() });

/** The Word files of a district, one per kind of report at most. */
export function listReportTemplates(on: Queryable): Promise<z.infer<typeof headRow>[]> {
  return runStatement(on, {
    name: 'list-report-templates',
    text: `select kind, name, at, by_name from report_templates order by kind limit 20`,
    values: [],
    row: headRow,
  });
}

/** The bytes of the Word file for a kind of report; undefined where there is none. */
export async function getReportTemplate(on: Queryable, kind: string): Promise<Buffer | undefined> {
  const [row] = await runStatement(on, {
    name: 'get-report-template',
    text: `select content from report_templates where kind = $1`,
    values: [kind],
    row: z.object({ content: z.instanceof(Buffer) }),
  });
  return row?.content;
}

/** Keeps a Word file for a kind of report, in the place of the one before. */
export async function saveReportTemplate(
  on: Queryable,
  of: { kind: string; name: string; content: Buffer; at: string; byName: string },
): Promise<void> {
  await runStatement(on, {
    name: 'save-report-template',
    text: `insert into report_templates (kind, name, content, at, by_name) values ($1, $2, $3, $4, $5)
           on conflict (kind) do update set name = $2, content = $3, at = $4, by_name = $5`,
    values: [of.kind, of.name, of.content, of.at, of.byName],
    row: noRow,
  });
}

/** Forgets the Word file for a kind of report. */
export async function dropReportTemplate(on: Queryable, kind: string): Promise<void> {
  await runStatement(on, {
    name: 'drop-report-template',
    text: `delete from report_templates where kind = $1`,
    values: [kind],
    row: noRow,
  });
}
