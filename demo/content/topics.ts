import { readFileSync } from 'node:fs';
import type { Nature } from '#warehouse/model/document.ts';

/** Who answers on the platform: 物业 居委 民警 街镇 部门 律师 家庭医生; 'none' for notices, nobody answers them. */
export type Responder = 'property' | 'committee' | 'police' | 'street' | 'dept' | 'lawyer' | 'doctor' | 'none';

/** What the residents say about one topic; `topics.txt` explains the marks. */
export interface TopicTexts {
  code: string;
  name: string;
  weight: number;
  nature: Nature;
  responder: Responder;
  board: string;
  /** Written in the evening and at night. */
  night: boolean;
  /** Written by the committee or the property company. */
  staff: boolean;
  titles: string[];
  leads: string[];
  details: string[];
  requests: string[];
  replies: string[];
}

const listOf = { '#': 'titles', '-': 'leads', '+': 'details', '?': 'requests', '>': 'replies' } as const;

function parseTopic(block: string): TopicTexts {
  const [head = '', ...lines] = block.trim().split('\n');
  const [code = '', name = '', weight, nature, responder, board = '', ...flags] = head.split(' ');
  const topic: TopicTexts = {
    code,
    name,
    weight: Number(weight),
    nature: nature as Nature,
    responder: responder as Responder,
    board,
    night: flags.includes('night'),
    staff: flags.includes('staff'),
    titles: [],
    leads: [],
    details: [],
    requests: [],
    replies: [],
  };
  for (const line of lines.filter((text) => text.trim() !== '')) {
    const list = listOf[line[0] as keyof typeof listOf];
    if (list === undefined) throw new Error(`topics.txt, topic ${code}: no such mark in "${line}"`);
    topic[list].push(line.slice(2));
  }
  return topic;
}

/** Every topic of the background, read from `topics.txt`. */
const topics: readonly TopicTexts[] = readFileSync(new URL('./topics.txt', import.meta.url), 'utf8')
  .split(/^## /m)
  .slice(1)
  .map(parseTopic);

/** The topics that residents write about in order to have something done, asked or praised. */
export const residentTopics = topics.filter(({ staff }) => !staff);
/** The notices of committees and property companies. */
export const staffTopics = topics.filter(({ staff }) => staff);
