import type { Letter } from '../../alerts/deliver/mailer.ts';
import { getReport } from '#warehouse/ledger/reports/get-report.ts';
import { listCorrections } from '#warehouse/ledger/reports/issue-report.ts';
import type { Ledger } from '#warehouse/ledger/ledger.ts';
import type { ReportModel } from '../content/model.ts';
import type { RenderPool } from '../render/render-pool.ts';
import { FORMAT_TYPES } from '../render/render-report.ts';
import type { Distribution } from '../settings/distribution-setting.ts';
import { EVERY_REPORT } from '../workflow/count-report.ts';
import type { Difference } from '../workflow/list-differences.ts';
import { correctionModel } from './correction-model.ts';

/** What letters are written with. */
export interface LetterDeps {
  ledger: Ledger;
  rendering: Pick<RenderPool, 'render'>;
  distribution: () => Distribution;
  /** The login-protected page of a report. */
  linkTo: (reportId: string) => string;
}

const MB = 1024 * 1024;

/**
 * The mail of an issued report, or of its n-th correction: number, date and link in words, the files attached; above the
 * set size the link alone. Undefined when it is not issued or has no such correction. Never carries the leaders' annex.
 */
export async function reportLetter(
  deps: LetterDeps,
  { reportId, edition }: { reportId: string; edition: number },
): Promise<Omit<Letter, 'deliveryId'> | undefined> {
  const model = await modelOf(deps, reportId, edition);
  if (!model) return undefined;
  const { formats, attachUpToMb } = deps.distribution();
  const files = [...(await deps.rendering.render({ model, formats }))];
  const size = files.reduce((sum, [, { length }]) => sum + length, 0);
  const isSmall = size <= attachUpToMb * MB;
  const head = [model.number, model.issuer, model.date].filter((part) => part !== '').join('　');
  return {
    message: {
      heading: `【民情】${model.name}`,
      lines: [
        model.title,
        head,
        isSmall
          ? `附件：${files.map(([format]) => `${model.name}.${format}`).join('、')}`
          : `文件共${Math.ceil(size / MB)}MB，超过邮件限制，请登录后下载。`,
        `登录查看、签阅：${deps.linkTo(reportId)}`,
      ],
    },
    attachments: isSmall
      ? files.map(([format, content]) => ({ name: `${model.name}.${format}`, type: FORMAT_TYPES[format], content }))
      : [],
  };
}

async function modelOf({ ledger }: LetterDeps, reportId: string, edition: number): Promise<ReportModel | undefined> {
  const row = await getReport(ledger, EVERY_REPORT, reportId);
  if (row?.state !== 'issued') return undefined;
  const issued = JSON.parse(row.issued_model) as ReportModel;
  if (edition === 0) return issued;
  const found = (await listCorrections(ledger, reportId)).find(({ correction_no }) => correction_no === edition);
  if (!found) return undefined;
  return correctionModel(issued, {
    number: edition,
    at: found.at,
    differences: JSON.parse(found.differences) as Difference[],
  });
}
