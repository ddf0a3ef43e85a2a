import type { Cell, Sheet } from '../../sheets/table.ts';
import { writeXlsx } from '../../sheets/write-xlsx.ts';
import { blocksOf, figuresOf } from '../content/finish-model.ts';
import { METRICS } from '../content/metrics.ts';
import type { Chart, ReportModel, Table } from '../content/model.ts';

/** Characters of a sheet that a share of one stands for. */
const SHEET_WIDTH = 100;

/** The report's tables as a workbook: 说明 first, then one sheet per table and chart, then every number of the text. */
export function writeReportXlsx(model: ReportModel): Buffer {
  const tables = blocksOf(model).flatMap((block) =>
    block.kind === 'table' ? tableSheet(block) : block.kind === 'chart' ? chartSheet(block) : [],
  );
  return writeXlsx({
    title: model.name,
    at: model.takenAt,
    sheets: [explanation(model), ...tables, figureSheet(model)],
  });
}

function explanation(model: ReportModel): Sheet {
  const used = new Set([...figuresOf(model).values()].map(({ metric }) => metric));
  const rows: Cell[][] = [
    ['名称', model.title],
    ['数据', model.coverage],
    ['统计编号', model.snapshotId],
    ['状态', model.number === '' ? '送审稿' : `${model.number}　${model.date}`],
    ['编制单位', model.issuer],
    ['', ''],
    ['指标', '口径'],
    ...[...used].toSorted().flatMap((metric) => {
      const known = METRICS[metric];
      return known ? [[`${known.name}（${metric}）`, known.definition]] : [];
    }),
    ['', ''],
    ['说明', '比率为“分子 ÷ 分母”的小数，按百分比显示；分母为零留空。空格表示无可比数据或不宜公开。'],
  ];
  const columns = [
    { header: '', kind: 'text' as const, width: 30 },
    { header: '', kind: 'text' as const, width: 90 },
  ];
  return { name: '说明', title: model.name, table: false, columns, rows };
}

function tableSheet({ caption, columns, rows }: Table): Sheet {
  return {
    name: caption,
    title: caption,
    columns: columns.map(({ header, kind, share }) => ({ header, kind, width: Math.max(8, SHEET_WIDTH * share) })),
    rows: rows.map(({ cells }) => cells),
  };
}

function chartSheet({ caption, chart }: Chart): Sheet {
  const text = { kind: 'text' as const, width: 20 };
  const count = { kind: 'integer' as const, width: 12 };
  if (chart.type === 'days')
    return {
      name: caption,
      title: caption,
      columns: [
        { header: '日期', ...text },
        { header: '件数', ...count },
      ],
      rows: chart.days,
    };
  return {
    name: caption,
    title: caption,
    columns: [
      { header: '名称', ...text },
      { header: '本期', ...count },
      { header: '上期', ...count },
    ],
    rows: chart.rows.map(({ name, value, before }) => [name, value, before]),
  };
}

/** Every number of the text, so that it can be checked: shares with their parts. */
function figureSheet(model: ReportModel): Sheet {
  return {
    name: '正文数字',
    title: '正文数字',
    columns: [
      { header: '编号', kind: 'text', width: 32 },
      { header: '指标', kind: 'text', width: 24 },
      { header: '文中', kind: 'text', width: 22 },
      { header: '数值', kind: 'decimal', width: 14 },
      { header: '分子', kind: 'integer', width: 10 },
      { header: '分母', kind: 'integer', width: 10 },
    ],
    rows: [...figuresOf(model).values()].map(({ key, metric, text, value, numerator, denominator }) => [
      key,
      METRICS[metric]?.name ?? metric,
      text,
      value,
      numerator ?? null,
      denominator ?? null,
    ]),
  };
}
