import type { ChildFacts, Snapshot } from '../../snapshot/snapshot.ts';
import { heading, listed, paragraph, ratio, relativeChange, table, tenth } from '../blocks.ts';
import { countFigure, meanFigure } from '../figures.ts';
import type { Block, Inline } from '../model.ts';
import { childWord } from '../wording.ts';

const NAMED = 3;
const PER = 10_000;
/** Below these a crude rate per head is one household's mood. */
const OLD = { documents: 10, residents: 1_000 };

/** 四、各街镇(居村)情况及排名: 总量 and 万人 side by side; small ones are not ranked, those with nothing stand apart. */
export function wardSection(snapshot: Snapshot): Block[] {
  const { children, subject } = snapshot;
  if (children.length === 0) return [];
  const word = childWord(subject);
  const active = children.filter(({ now }) => now.documents > 0).toSorted(mostFirst);
  const silent = children.filter(({ now }) => now.documents === 0);
  const rated = active
    .filter((child) => perHead(child) !== null)
    .toSorted((a, b) => perHead(b)! - perHead(a)! || mostFirst(a, b));
  const blocks: Block[] = [heading(1, `各${word}情况及排名`)];
  if (active.length === 0) return [...blocks, paragraph('wards.none', `本期各${word}均无诉求。`)];
  blocks.push(
    paragraph(
      'wards.total',
      hasVoices(active) ? '发声人数居前的是' : '受理总量居前的是',
      listed(active.slice(0, NAMED).map(totalWords)),
      '。',
      rated.length === 0
        ? ''
        : [`按每万${unitOf(snapshot)}计，居前的是`, ...listed(rated.slice(0, NAMED).map(perHeadWords)), '。'],
    ),
    wardTable(snapshot, active, word),
  );
  if (silent.length > 0)
    blocks.push(
      paragraph('wards.silent', `本期无诉求的${word}：${silent.map(({ name }) => name).join('、')}，不参加排名。`),
    );
  return blocks;
}

/** A snapshot of before voices were counted ranks by documents, as it was written. */
const hasVoices = (children: readonly ChildFacts[]): boolean => children.some(({ voices }) => voices !== undefined);
const ranked = ({ voices, now }: ChildFacts): number => voices ?? now.documents;
const mostFirst = (a: ChildFacts, b: ChildFacts): number => ranked(b) - ranked(a) || (a.code < b.code ? -1 : 1);

function totalWords({ code, name, voices, now }: ChildFacts): Inline[] {
  const items = countFigure(`ward.${code}.documents`, 'documents', now.documents);
  if (voices === undefined) return [name, items, '件'];
  return [name, countFigure(`ward.${code}.voices`, 'voices', voices), '人（', items, '件）'];
}

function perHeadWords(child: ChildFacts): Inline[] {
  const { code, name, voices } = child;
  const metric = voices === undefined ? 'perTenThousand' : 'voicesPerTenThousand';
  return [name, meanFigure(`ward.${code}.perHead`, metric, tenth(perHead(child)!)), voices === undefined ? '件' : '人'];
}

/** As pages have it; a snapshot of before standings were counted keeps the crude rate that it was written with. */
function perHead({ now, residents, standing }: ChildFacts): number | null {
  if (standing) return standing.per10k;
  return now.documents < OLD.documents || residents < OLD.residents ? null : (PER * now.documents) / residents;
}

function tenthPerHead(child: ChildFacts): number | null {
  const rate = perHead(child);
  return rate === null ? null : tenth(rate);
}

function unitOf({ perHead: rules }: Pick<Snapshot, 'perHead'>): string {
  return rules?.per === 'households' ? '户' : '人';
}

function wardTable(snapshot: Snapshot, rows: readonly ChildFacts[], word: string): Block {
  const { perHead: rules } = snapshot;
  const unit = unitOf(snapshot);
  const isByVoices = hasVoices(rows);
  const rate = `万${unit}${isByVoices ? '发声' : '件数'}`;
  const drawn = rules ? `${rate}向同类平均收缩，` : '';
  const by = isByVoices ? '先后按发声人数，一人多件、多人同文只计一人；' : '';
  return table(
    {
      id: 'wards',
      caption: `各${word}受理情况`,
      note: `${by}${drawn}${leastWords(rules)}的样本小，以“—”表示，不参加排名；办结率分母为应结件数，“—”为无应结件。`,
    },
    rows,
    [
      [
        '序',
        'integer',
        0.06,
        ({ voices, standing }, index) => (voices === undefined ? index + 1 : standing!.rankTotal),
      ],
      [word, 'text', isByVoices ? 0.16 : 0.24, ({ name }) => name],
      ...voiceColumns(isByVoices),
      ['件数', 'integer', 0.1, ({ now }) => now.documents],
      ['环比', 'percent', 0.11, ({ now, before }) => relativeChange(now.documents, before?.documents ?? null)],
      [rate, 'decimal', 0.11, tenthPerHead],
      ['热点', 'integer', 0.07, ({ hotspots }) => hotspots],
      ['最高热度', 'decimal', 0.11, ({ topHeat }) => tenth(topHeat)],
      ['反馈率', 'percent', 0.1, ({ now }) => ratio(now.replied, now.valid)],
      ['办结率', 'percent', 0.1, ({ due }) => (due ? ratio(due.resolved, due.valid) : null)],
    ],
    ({ code }) => code,
  );
}

function voiceColumns(isByVoices: boolean): Parameters<typeof table<ChildFacts>>[2][number][] {
  return isByVoices ? [['发声', 'integer', 0.08, ({ voices }) => voices ?? null]] : [];
}

function leastWords(rules: Snapshot['perHead']): string {
  if (rules?.minVoices !== undefined) return `发声不足${rules.minVoices}人`;
  return rules ? `件数不足${rules.minDocuments}件` : `件数不足${OLD.documents}件或人口不足${OLD.residents}人`;
}
