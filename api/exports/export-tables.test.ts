import { expect, it } from 'vitest';
import { GROUPED_CATEGORIES, isSensitiveTopic } from '#jobs/reports/snapshot/sensitive-topics.ts';
import type { WardRankingRow } from '../contract/hotspots.ts';
import { wardsTable } from './export-tables.ts';
import type { ExportTable } from './table-of.ts';

/** A matter of the last month, as files of wards may be narrowed by. */
interface Matter {
  ward: string;
  topic: string;
  source: string;
  daysAgo: number;
}

const WARDS = ['甲', '乙', '丙'];
const TOPICS = ['0801', '1501', '1602', '1604', '1801', '2001', '9800'];
const SOURCES = ['hotline', 'forum'];
const WINDOWS = [1, 7, 30];

/** The row of a ward, counted as the page counts it. */
function rowOf(wardCode: string, matters: readonly Matter[], rankTotal: number): WardRankingRow {
  const documents = matters.filter((one) => one.ward === wardCode).length;
  return {
    wardCode,
    wardName: `${wardCode}街道`,
    level: 'street',
    documents,
    previousDocuments: documents,
    voices: documents,
    residents: 41_000,
    households: 17_000,
    hotspots: 0,
    topHeat: 0,
    openAlerts: 0,
    rankTotal,
    per: 'residents',
    per10k: documents / 4.1,
    per10kLow: 1,
    per10kHigh: 2,
    rankPer10k: 1,
    peers: '',
    rankInPeers: null,
  };
}

function fileOf(matters: readonly Matter[], topic?: string): ExportTable {
  const rows = WARDS.map((ward) => rowOf(ward, matters, 0)).sort((a, b) => b.documents - a.documents);
  return wardsTable(
    rows.map((row, i) => ({ ...row, rankTotal: i + 1 })),
    topic,
  );
}

/** Every file of wards that can be had, by every filter. */
function allFiles(matters: readonly Matter[]): ExportTable[] {
  const topics = [undefined, ...TOPICS, ...new Set(TOPICS.map((topic) => topic.slice(0, 2)))];
  return topics.flatMap((topic) =>
    [undefined, ...SOURCES].flatMap((source) =>
      WINDOWS.map((days) =>
        fileOf(
          matters.filter(
            (one) =>
              one.topic.startsWith(topic ?? '') &&
              (source === undefined || one.source === source) &&
              one.daysAgo < days,
          ),
          topic,
        ),
      ),
    ),
  );
}

it('whoever holds every file of wards, by every filter, cannot tell a sensitive matter from one of governance', () => {
  const matters = Array.from({ length: 60 }, (_, i): Matter => ({
    ward: WARDS[(i * 7) % 3]!,
    topic: TOPICS[(i * 5) % 7]!,
    source: SOURCES[(i * 3) % 2]!,
    daysAgo: (i * 11) % 30,
  }));
  const harmless = matters.map((one) => (isSensitiveTopic(one.topic) ? { ...one, topic: '2001' } : one));
  expect(harmless).not.toEqual(matters);
  expect(allFiles(harmless)).toEqual(allFiles(matters));
});

it('a file of a grouped topic names its wards and their residents, and not one figure that is counted', () => {
  const matters = [
    { ward: '乙', topic: '1602', source: 'hotline', daysAgo: 0 },
    { ward: '乙', topic: '1602', source: 'hotline', daysAgo: 0 },
    { ward: '丙', topic: '1602', source: 'hotline', daysAgo: 0 },
  ];
  for (const topic of GROUPED_CATEGORIES) {
    const { columns, rows, note } = fileOf(matters, topic);
    expect(note).toContain('敏感类别');
    expect(rows.map((cells) => cells.slice(1, 3))).toEqual(['丙', '乙', '甲'].map((ward) => [`${ward}街道`, '—']));
    const figures = rows.flatMap((cells) => columns.filter((_, i) => typeof cells[i] === 'number'));
    expect(new Set(figures.map(({ header }) => header))).toEqual(new Set(['常住人口', '户数']));
  }
});

it('a file of any other topic has the figures of the page, the ward with most first', () => {
  const matters = ['乙', '乙', '丙'].map((ward) => ({ ward, topic: '0801', source: 'hotline', daysAgo: 0 }));
  expect(fileOf(matters, '08').rows.map((cells) => cells.slice(0, 3))).toEqual([
    [1, '乙街道', 2],
    [2, '丙街道', 1],
    [3, '甲街道', 0],
  ]);
});
