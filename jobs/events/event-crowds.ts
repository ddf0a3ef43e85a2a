import { CharacterPositions } from './character-positions.ts';
import type { EventMember } from './event-member.ts';

/** 人群 as residents name them, and the words for each. Strangers to a matter (领导, 网友) are none. */
const CROWDS: readonly (readonly [crowd: string, words: readonly string[]])[] = [
  ['业主', ['业主', '住户']],
  ['租户', ['租户', '租客', '房客']],
  ['老人', ['老人', '老年人', '老年', '高龄', '爷爷', '奶奶', '养老']],
  ['儿童', ['儿童', '小孩', '幼儿', '婴儿', '孩子']],
  ['学生', ['学生', '中小学', '高考', '中考']],
  ['家长', ['家长']],
  ['教师', ['老师', '教师']],
  ['病人', ['病人', '患者', '就医', '看病']],
  ['残疾人', ['残疾', '轮椅', '盲道']],
  ['孕产妇', ['孕妇', '产妇', '宝妈']],
  ['乘客', ['乘客', '乘车', '坐公交', '坐地铁']],
  ['车主', ['车主', '司机', '驾驶员']],
  ['行人', ['行人', '路人', '步行']],
  ['商户', ['商户', '商家', '店主', '摊主', '店铺']],
  ['职工', ['员工', '职工', '农民工', '工人', '上班族']],
  ['村民', ['村民']],
  ['消费者', ['消费者', '顾客', '会员']],
];
/** A crowd that one member in four names is the event's; a single mention among many is an aside. */
const SHARE = 0.25;
const SHOWN = 3;

const said = new CharacterPositions();

/** The crowds that an event concerns, those that most members name first; empty when they name nobody. */
export function eventCrowds(members: readonly EventMember[]): string[] {
  const named = CROWDS.map(([crowd, words]) => ({ crowd, words, members: 0 }));
  for (const { title, text } of members) {
    said.set(`${title}\n${text}`);
    for (const one of named) if (one.words.some((word) => said.indexOf(word) >= 0)) one.members += 1;
  }
  return named
    .filter((one) => one.members > 0 && one.members >= members.length * SHARE)
    .toSorted((a, b) => b.members - a.members)
    .slice(0, SHOWN)
    .map(({ crowd }) => crowd);
}
