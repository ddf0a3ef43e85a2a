import { tellItems, type Story } from '../story.ts';

/** A3 吴淞新城 green belt. */
export const a3: Story = {
  tell: {
    id: 'A3',
    title: '吴淞新城绿化带',
    shows: '一条发帖点名有人侵占绿化带种植：主办城管执法局，协办吴淞街道和物业，在同一条提醒上联合处置，次日办结。',
    note: '',
    cues: [['吴淞新城', '毁绿']],
    figures: { posts: 1 },
  },
  items: (wards) =>
    tellItems(
      { story: 'A3', platform: 'shequtong', community: '吴淞新城社区', board: '警民直通车', topicHint: '0306' },
      [
        {
          at: '2020-12-03 09:26',
          author: 'sh700301',
          estate: '吴淞新城',
          title: '吴淞新城绿化带被人挖了种菜',
          text: '吴淞新城36号底楼住户把楼前公共绿化带里的黄杨全部挖掉，砌了砖围起来种蚕豆和青菜，属于毁绿，物业上门劝了两次不听，请城管执法队来处理。',
          changes: [
            { at: '2020-12-03 10:05', status: 'accepted' },
            {
              at: '2020-12-03 14:40',
              reply: '城管中队、吴淞街道和物业已到现场，当事人承认擅自毁绿，承诺当天自行清除。',
              status: 'replied',
            },
            {
              at: '2020-12-04 16:15',
              reply: '围砖和蔬菜已清除，物业补种黄杨六十株，绿化带恢复原状，本件办结。',
              status: 'resolved',
            },
          ],
        },
      ],
      wards,
    ),
};
