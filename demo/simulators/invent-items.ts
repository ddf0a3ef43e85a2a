import { demoPlatforms, type DemoChange, type DemoItem, type DemoPlatform } from '../item.ts';
import { seededRandom } from './seeded-random.ts';

/** When the invented day begins (ms), and how long things happen on it. */
export const START = Date.parse('2020-12-12T00:00:00Z');
export const SPAN_MS = 6 * 3_600_000;
const STATUSES = ['accepted', 'replied', 'resolved', 'open', 'escalated', 'rejected'] as const;
const LINES = [
  '电梯又坏了没人修',
  '楼下垃圾堆成山了',
  '大家早上好',
  '我家也是',
  '收到，马上安排师傅过来',
  '[捂脸]',
  '已修好',
  '路灯不亮三天了',
  '谢谢',
];

/** Items of all platforms with edits, replies, likes and deletions over six hours; the same seed gives the same. */
export function inventItems(seed: number, perPlatform: number): DemoItem[] {
  const random = seededRandom(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const at = (from: number): string => new Date(from + Math.floor(random() * (START + SPAN_MS - from))).toISOString();
  const change = (platform: DemoPlatform, from: number): DemoChange => {
    if (platform === 'zhangshang' || random() < 0.1) return { at: at(from), deleted: true };
    if (random() < 0.4) return { at: at(from), likes: Math.floor(random() * 99) };
    return { at: at(from), status: pick(STATUSES), reply: `答复${Math.floor(random() * 1000)}` };
  };
  return demoPlatforms.flatMap((platform) =>
    Array.from({ length: perPlatform }, (_, index): DemoItem => {
      const appears = at(START);
      const chat = platform === 'zhangshang';
      const changes = Array.from({ length: random() < (chat ? 0.05 : 0.5) ? 1 + Math.floor(random() * 2) : 0 }, () =>
        change(platform, Date.parse(appears)),
      );
      return {
        platform,
        id: `${platform}-${index}`,
        at: appears,
        wardCode: '310113001001',
        wardName: '示例居委',
        estate: '示例花园',
        board: chat ? pick(['一群', '二群', '三群']) : '议事厅',
        author: `u${Math.floor(random() * 40)}`,
        staff: chat && random() < 0.3,
        title: chat ? '' : `标题${index}`,
        text: chat ? pick(LINES) : `内容${index}`,
        visibility: random() < 0.1 ? 'private' : 'public',
        likes: 0,
        topicHint: '0801',
        changes: changes.sort((a, b) => (a.at < b.at ? -1 : 1)),
      };
    }),
  );
}
