import type { ConfirmList, HistoryState, NewWordList, TopicModelList } from '#api/contract/learning.ts';
import type { ReplyList } from '#api/contract/replies.ts';
import { documents, nowIso } from './fixture-data.ts';

/** What the pages of topics ask for: posts to confirm, replies to look at, models, new words, the history. */
const asked = documents.filter(({ visibility }) => visibility === 'public').slice(0, 4);
const confirm: ConfirmList = {
  mayAnswer: true,
  total: 12,
  rows: asked.map((document) => ({
    document,
    guesses: [
      { code: '0801', name: '拥堵', unit: '区交警支队' },
      { code: '0802', name: '停车', unit: '区城管局' },
    ],
  })),
  topics: [
    { code: '0801', name: '交通出行 · 拥堵' },
    { code: '0802', name: '交通出行 · 停车' },
    { code: '0703', name: '市政公用 · 路灯' },
  ],
};
const replies: ReplyList = {
  read: 320,
  isAll: true,
  rows: asked.slice(0, 3).map((one, n) => ({
    sourceId: one.sourceId,
    sourceName: one.sourceName,
    externalId: one.externalId,
    publishedAt: one.publishedAt,
    wardName: one.wardName,
    topicCode: one.topicCode,
    topicName: one.topicName,
    title: one.title,
    reply: n === 0 ? '您好，您反映的问题已转相关部门处理，感谢您的支持。' : '经核实，该路段停车泊位由物业统一管理。',
    relevance: [0.04, 0.31, 0.22][n]!,
    isBeside: n === 0,
    completeness: [0.2, 0.6, 0.4][n]!,
    grounds: [0, 0.4, 0][n]!,
    cues: [],
    isBrushOff: n === 0,
    copies: n === 1 ? 5 : 0,
    relabelledWords: n === 2 ? ['强烈投诉'] : [],
    faults: ([['beside', 'brushOff'], ['copied'], ['relabelled']] as const)[n]!.slice(),
  })),
};
const models: TopicModelList = {
  mayLearn: true,
  labels: 146,
  learning: { state: 'idle', version: 0, since: '' },
  models: [
    {
      version: 2,
      learnedAt: nowIso,
      learnedBy: '王主任',
      data: {
        description: '146 answers of persons, 4858 categories of platforms; 5004 used',
        rows: 5004,
        groups: 4870,
      },
      features: 'characters × 0.5, pairs × 1; 61204',
      method: 'one-vs-rest linear SVM, hinge loss, dual coordinate descent',
      macroF1: 0.907,
      accuracy: 0.911,
      topTwo: 0.982,
      coverage: 0.681,
      folds: 5,
      labels: [
        { label: '08', names: ['交通出行'], f1: 0.854, rows: 613 },
        { label: '17', names: ['教育文体'], f1: 0.918, rows: 1589 },
        { label: '商贸旅游', names: [], f1: 0.878, rows: 1215 },
      ],
    },
  ],
};
const history: HistoryState = {
  mayRun: true,
  total: 48210,
  outdated: 12043,
  run: { askedAt: nowIso, askedBy: '王主任', total: 14043, done: 2000, movedAt: nowIso, finishedAt: null },
};
const newWords: NewWordList = {
  foundAt: nowIso,
  words: ['月亮岛', '扫黑除恶', '置业顾问', '雷峰大道', '暗箱操作'].map((word, n) => ({
    word,
    texts: 40 - n * 5,
    cohesion: 12.5,
    freedom: 3.4,
  })),
};

/** The answer to a request of these pages; undefined for any other. */
export function topicAnswer(path: string, method: string): unknown {
  if (path === '/api/confirm') return confirm;
  if (method === 'POST' && path.startsWith('/api/confirm/answers/')) return { undone: true };
  if (method === 'POST' && path.startsWith('/api/confirm/')) return { labelNo: 1 };
  if (path === '/api/replies') return replies;
  if (path === '/api/topic-models') return models;
  if (path === '/api/topic-models/learn') return { rows: 5004 };
  if (path.startsWith('/api/history')) return history;
  if (path === '/api/new-words') return newWords;
  if (path === '/api/new-words/refuse') return { changed: 1 };
  return undefined;
}
