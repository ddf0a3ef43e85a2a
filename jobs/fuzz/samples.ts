/** A row as the intake takes it, with something in every field. */
export const rawRow = {
  externalId: 'p-1',
  kind: 'post',
  visibility: 'public',
  publishedAt: '2020-12-12T01:30:00.000Z',
  updatedAt: '2020-12-12T02:30:00.000Z',
  version: 3,
  deleted: false,
  title: '路口右转车道早高峰拥堵',
  text: '尊敬的领导：育才路口每天排队到小区门口，我是王小明，电话13800138000，住3单元302室。请尽快处理，谢谢！',
  reply: '您好，已转交警核实，预计三个工作日内回复。',
  repliedAt: '2020-12-12T03:00:00.000Z',
  closedAt: null,
  status: 'replied',
  reporter: 'u-17',
  wardHint: '宁静社区',
  estate: '康宁馨苑',
  board: '我要说事',
  likes: 12,
  comments: 3,
  natureHint: '投诉',
  topicHint: '交通->拥堵',
};

const { title, text, reply } = rawRow;
const local = '2020-12-12 09:30:00';

/** An answer of each platform that a manifest is shipped for, by the manifest's name. */
export const platformAnswers: Readonly<Record<string, unknown>> = {
  shequtong: {
    code: 0,
    data: {
      page: 1,
      list: [
        {
          id: 'a1',
          open_level: 1,
          created_at: local,
          updated_at: local,
          is_del: 0,
          title,
          content: text,
          reply: { content: reply, time: local },
          state: 2,
          author: { uid: 'u1' },
          juwei: { code: '990113001001', name: '宁静社区' },
          section: { name: '议事厅' },
          like_num: 3,
        },
      ],
    },
  },
  boxue: {
    success: true,
    offset: 0,
    records: [
      {
        matterNo: 'm1',
        privacy: 'PUBLIC',
        publishTime: 1_607_736_600_000,
        modifyTime: 1_607_736_600_000,
        subject: title,
        detail: text,
        answers: [{ content: reply, at: 1_607_736_700_000 }],
        phase: '已答复',
        member: { openId: 'o1' },
        community: { code: '1', name: '博学社区', plot: '苑' },
      },
    ],
  },
  weizhili: {
    zt: 200,
    sj: {
      xyb: 'c2',
      hyd: false,
      lb: [
        {
          bh: 'w1',
          lx: '关注',
          gk: '是',
          lrsj: local,
          gxsj: local,
          bt: title,
          nr: text,
          bl: { zt: '02', hfnr: reply },
        },
      ],
    },
  },
  hotline: {
    retcode: '0',
    data: {
      nextCursor: 'MQ',
      hasMore: false,
      rows: [
        {
          gdbh: '310113202012120001',
          bbh: 2,
          sfgk: '公开',
          slsj: local,
          gxsj: local,
          bt: title,
          zynr: text,
          gdzt: '已办结',
        },
      ],
    },
  },
  open311: [
    {
      service_request_id: 638344,
      status: 'closed',
      status_notes: 'Duplicate request.',
      service_name: 'Sidewalk and Curb Issues',
      description: text,
      requested_datetime: '2010-04-14T06:37:38-08:00',
      updated_datetime: '2010-04-14T06:37:38-08:00',
      address: '8TH AVE and JUDAH ST',
      lat: 37.762221815,
      long: -122.4651145,
    },
  ],
  discourse: {
    topic_list: {
      topics: [{ id: 7, title, excerpt: text, created_at: '2020-12-12T01:30:00.000Z', posters: [{ user_id: 3 }] }],
    },
  },
  'discourse-posts': {
    latest_posts: [
      { id: 9, topic_title: title, cooked: `<p>${text}</p>`, username: 'u', created_at: '2020-12-12T01:30:00.000Z' },
    ],
  },
  zhangshang: {
    errcode: 0,
    data: {
      gid: 'g1',
      since_id: 0,
      groups: [{ gid: 'g1', name: '宁静群', ward: { code: '990113001001' }, last_seq: 2 }],
      messages: [
        {
          msgid: 'x1',
          seq: 1,
          ts: 1_607_736_600,
          from: { wxid: 'w', nick: '小店11:00-20:00', role: 0 },
          type: 1,
          content: '消防栓被撞坏了，喷出大量的水',
        },
        {
          msgid: 'x2',
          seq: 2,
          ts: 1_607_736_660,
          from: { wxid: 's', nick: '物业', role: 1 },
          type: 1,
          content: '马上来',
        },
      ],
    },
  },
};

export const open311Xml = `<?xml version="1.0" encoding="utf-8"?><service_requests><request><service_request_id>12-00314094</service_request_id><status>open</status><service_name>路灯</service_name><description>${text}</description><requested_datetime>2020-12-12T09:30:00+08:00</requested_datetime><lat>37.7</lat><long>-122.4</long></request></service_requests>`;
