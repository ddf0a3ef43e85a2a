import type { District } from '#warehouse/model/district.ts';
import type { DemoItem } from '../item.ts';
import { boxueBackground } from './background/boxue.ts';
import { hotlineBackground } from './background/hotline.ts';
import { incidents } from './background/incidents.ts';
import type { DraftItem, Scene } from './background/scene.ts';
import { shequtongBackground } from './background/shequtong.ts';
import { weizhiliBackground } from './background/weizhili.ts';
import { zhangshangBackground } from './background/zhangshang.ts';
import { DAY_MS, FIRST_DAY, iso, LAST_DAY, midnights, shanghai } from './calendar.ts';
import { createPeople } from './people.ts';
import { createRandom } from './random.ts';
import { stories } from './stories.ts';
import { createWardIndex } from './wards.ts';

/** The round table's items before this day belong to story B2, which counts them. */
const ROUND_TABLE_BACKGROUND_FROM = '2020-12-01';

/** Ids in order of time, per platform, as the platforms themselves would count. */
function number(drafts: DraftItem[]): DemoItem[] {
  const counts = new Map<string, number>();
  return drafts.map((draft) => {
    const count = (counts.get(draft.platform) ?? 0) + 1;
    counts.set(draft.platform, count);
    return { ...draft, id: String(100_000 + count) };
  });
}

/**
 * Everything that residents of the example district write in the 90 days to Sunday 2020-12-13 24:00 (Asia/Shanghai),
 * with all that becomes of it, in order of time; a few stories begin earlier. The same seed gives the same items.
 * Throws when the district lacks a community that a story plays in.
 */
export function generateContent(district: District, seed: number): DemoItem[] {
  const wards = createWardIndex(district);
  const people = createPeople(wards.all, createRandom(seed, 'people'));
  const scene = (label: string, first: string): Scene => ({
    wards,
    people,
    random: createRandom(seed, label),
    days: midnights(first, LAST_DAY),
  });
  const end = iso(shanghai(LAST_DAY) + DAY_MS);
  const background = [
    ...shequtongBackground(scene('shequtong', FIRST_DAY)),
    ...incidents(scene('incidents', FIRST_DAY)),
    ...hotlineBackground(scene('hotline', FIRST_DAY)),
    ...zhangshangBackground(scene('zhangshang', FIRST_DAY)),
    ...weizhiliBackground(scene('weizhili', FIRST_DAY)),
    ...boxueBackground(scene('boxue', ROUND_TABLE_BACKGROUND_FROM)),
  ].filter(({ at }) => at < end);
  const planted = stories.flatMap((story) => story.items(wards));
  const ordered = background.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  return [...number(ordered), ...planted].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}
