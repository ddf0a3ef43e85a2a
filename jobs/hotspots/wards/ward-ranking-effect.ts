import { listWardCounts } from '#warehouse/analytics/pages/list-ward-counts.ts';
import { getLatestRun } from '#warehouse/analytics/pages/get-latest-run.ts';
import { systemScope } from '#warehouse/model/scope.ts';
import { wardCodeLength } from '#warehouse/model/ward.ts';
import type { EffectContext, SettingEffect } from '../../settings/define-setting.ts';
import type { CountedWard } from './peers-of.ts';
import { rankWards } from './rank-wards.ts';
import type { WardRules } from './ward-rules.ts';

const MONTH_MS = 30 * 86_400_000;

/** What other rules would have made of the last thirty days: the streets whose place or rate differs. Nothing is written. */
export async function wardRankingEffect(
  context: EffectContext,
  { before, after }: { before: WardRules; after: WardRules },
): Promise<SettingEffect> {
  const to = (await getLatestRun(context.reader))?.at ?? context.now.toISOString();
  const [old, next] = [await wordsBy(context, to, before), await wordsBy(context, to, after)];
  const rows = context.district.streets
    .map(({ code, name }) => ({ label: name, before: old.get(code) ?? '', after: next.get(code) ?? '' }))
    .filter((row) => row.before !== row.after);
  return { summary: `按最近三十天的数据，${rows.length} 个街镇的名次或万人数会不同。`, rows };
}

async function wordsBy(context: EffectContext, to: string, rules: WardRules): Promise<Map<string, string>> {
  const counts = await listWardCounts(context.reader, {
    scope: systemScope,
    from: new Date(Date.parse(to) - MONTH_MS).toISOString(),
    to,
    codeLength: wardCodeLength.street,
    changes: rules.changes,
  });
  const voices = new Map(counts.map((row) => [row.ward, row.voices]));
  const streets = context.district.streets.map(({ code, communities }): CountedWard => ({
    code,
    voices: voices.get(code) ?? 0,
    residents: sumOf(communities, 'residents'),
    households: sumOf(communities, 'households'),
  }));
  const standings = rankWards(streets, rules);
  return new Map(
    streets.map(({ code, voices: count }, at) => {
      const { rankTotal, rankPer10k, per10k } = standings[at]!;
      const rate = per10k === null ? '数据不足' : `每万 ${per10k.toFixed(1)}，第 ${rankPer10k} 名`;
      return [code, `${count} 人，第 ${rankTotal} 名；${rate}`];
    }),
  );
}

/** Of the communities that were not closed. */
const sumOf = (communities: Communities, what: 'residents' | 'households'): number =>
  communities.reduce((sum, one) => (one.validTo === undefined ? sum + one[what] : sum), 0);
type Communities = EffectContext['district']['streets'][number]['communities'];
