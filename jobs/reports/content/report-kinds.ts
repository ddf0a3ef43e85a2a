import type { PeriodKind } from '../period.ts';

/** 月报 周报 日报(简报) 专报 推进会材料 督办单. */
export const reportKinds = ['monthly', 'weekly', 'daily', 'special', 'meeting', 'notice'] as const;
export type ReportKind = (typeof reportKinds)[number];

/** What each kind is called, and which periods it covers; 督办单 is about one department's alerts. */
export const KINDS: Record<ReportKind, { name: string; periods: readonly PeriodKind[] }> = {
  monthly: { name: '月报', periods: ['month'] },
  weekly: { name: '周报', periods: ['week'] },
  daily: { name: '日报', periods: ['day'] },
  special: { name: '专报', periods: ['month', 'week', 'day'] },
  meeting: { name: '推进会材料', periods: ['month', 'week'] },
  notice: { name: '督办单', periods: ['month', 'week', 'day'] },
};
