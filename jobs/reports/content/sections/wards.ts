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
  const active = children.filter(({ now }) => now.documents > 0).toSorted(byDocuments);
  const silent = children.filter(({ now }) => now.documents === 0);
  const rated = active
    .filter((child) => perHead(child) !== null)
    .toSorted((a, b) => perHead(b)! - perHead(a)! || byDocuments(a, b));
  const blocks: Block[] = [heading(1, `各${word}情况及排名`)];
  if (active.length === 0) return [...blocks, paragraph('wards.none', `本期各${word}均无诉求。`)];
  blocks.push(
    paragraph(
      'wards.total',
      '受理总量居前的是',
      listed(
        active
          .slice(0, NAMED)
          .map((child): Inline[] => [
            child.name,
            countFigure(`ward.${child.code}.documents`, 'documents', child.now.documents),
            '件',
          ]),
      ),
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

function perHeadWords(child: ChildFacts): Inline[] {
  return [child.name, meanFigure(`ward.${child.code}.perHead`, 'perTenThousand', tenth(perHead(child)!)), '件'];
}

const byDocuments = (a: ChildFacts, b: ChildFacts): number =>
  b.now.documents - a.now.documents || (a.code < b.code ? -1 : 1);

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
  const least = rules ? `件数不足${rules.minDocuments}件` : `件数不足${OLD.documents}件或人口不足${OLD.residents}人`;
  const drawn = rules ? `万${unit}件数向同类平均收缩，` : '';
  return table(
    {
      id: 'wards',
      caption: `各${word}受理情况`,
      note: `${drawn}${least}的样本小，以“—”表示，不参加排名；办结率分母为应结件数，“—”为无应结件。`,
    },
    rows,
    [
      ['序', 'integer', 0.06, (_, index) => index + 1],
      [word, 'text', 0.24, ({ name }) => name],
      ['件数', 'integer', 0.1, ({ now }) => now.documents],
      ['环比', 'percent', 0.11, ({ now, before }) => relativeChange(now.documents, before?.documents ?? null)],
      [`万${unit}件数`, 'decimal', 0.11, tenthPerHead],
      ['热点', 'integer', 0.07, ({ hotspots }) => hotspots],
      ['最高热度', 'decimal', 0.11, ({ topHeat }) => tenth(topHeat)],
      ['反馈率', 'percent', 0.1, ({ now }) => ratio(now.replied, now.valid)],
      ['办结率', 'percent', 0.1, ({ due }) => (due ? ratio(due.resolved, due.valid) : null)],
    ],
    ({ code }) => code,
  );
}
