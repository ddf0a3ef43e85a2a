import type { Story } from '../story.ts';

/** C1 Daily coverage bulletin: counts, not documents, so it plants no item. */
export const c1: Story = {
  tell: {
    id: 'C1',
    title: '覆盖日报（罗店镇）',
    shows: '41 个居委每天的注册数：08:30 出表、文、图；晚报的居委显示“未报”而不是 0；默认不排名。',
    note: '注册数不是诉求，不作为条目植入；日报的数字由覆盖数上报接口提供。',
    cues: [],
    figures: { committees: 41, registered: 12_530, partyMembers: 1_797 },
  },
  items: () => [],
};
