import { describe, expect, it } from 'vitest';
import type { Facts } from './facts.ts';
import { renderMessage } from './message.ts';

const facts: Facts = {
  alertId: 'a1',
  number: '2020-0042',
  reason: 'open',
  level: 'orange',
  departmentName: '交警支队',
  role: 'lead',
  clock: 'sign',
  dueAt: '2020-12-12T05:00:00.000Z',
  at: '2020-12-12T03:00:00.000Z',
  subject: {
    topicCode: '0801',
    topicName: '道路拥堵',
    place: '育才路',
    wardCode: '999001001001',
    wardName: '甲一居委',
    documents: 12,
    reporters: 10,
    communities: 1,
  },
};
const link = 'https://minqing.example/alerts/a1';

describe('a message', () => {
  it('says what, where, how many, until when and where to look', () => {
    expect(renderMessage(facts, link)).toEqual({
      heading: '【橙色预警】育才路 道路拥堵',
      lines: [
        '编号：2020-0042',
        '主办：交警支队',
        '属地：甲一居委',
        '诉求 12 件，10 人，涉及 1 个居村',
        '签收时限：12月12日 13:00',
        `查看：${link}`,
      ],
    });
  });

  it('about a sensitive matter says the number and the link only', () => {
    const { subject: _subject, ...sensitive } = facts;
    const message = renderMessage(sensitive, link);
    expect(message.heading).toBe('【橙色预警】');
    expect(message.lines).toEqual(['编号：2020-0042', '主办：交警支队', '签收时限：12月12日 13:00', `查看：${link}`]);
  });

  it('names the clock that is running out', () => {
    expect(renderMessage({ ...facts, reason: 'sla_80', clock: 'resolve' }, link).heading).toContain('办结即将到期');
  });

  it('lets no name mention everybody, link or format', () => {
    const place = '<@all> **育才路** [点我](http://evil.example/x) `code`';
    const subject = { ...facts.subject, place } as Facts['subject'];
    const { heading } = renderMessage({ ...facts, ...(subject ? { subject } : {}) }, link);
    expect(heading).not.toMatch(/[<>@*`[\]]|http/);
    expect(heading).toContain('育才路');
  });
});
