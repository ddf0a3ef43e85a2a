import { array, assert, constantFrom, integer, property, record } from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ChatMessage } from './chat-message.ts';
import { readLine } from './read-line.ts';
import { sessionise, type Session } from './sessionise.ts';
import { threadRow } from './thread-row.ts';

const group = { id: 'g1', name: '和兴花园群', ward: '310113001001', estate: '和兴花园' };
/** Sunday 2020-12-13, local time. */
const local = (time: string): string => new Date(`2020-12-13T${time}+08:00`).toISOString();

/** A chat as `time name text`; names with 物业 or 书记 are staff. */
function chat(...lines: string[]): ChatMessage[] {
  return lines.map((line, at) => {
    const [time = '', name = '', ...words] = line.split(' ');
    const recall = /^撤回(\d+)$/.exec(words[0] ?? '');
    return {
      id: `m${at + 1}`,
      seq: at + 1,
      at: local(time),
      sender: name,
      name,
      staff: /物业|书记|水务/.test(name),
      type: recall ? 'recall' : 'text',
      text: words.join(' '),
      ...(recall ? { recalls: `m${recall[1]}` } : {}),
    };
  });
}
const rows = (session: Session) => session.threads.map((thread) => threadRow(thread, group));

describe('E1: the fire hydrant', () => {
  const hydrant = chat(
    '20:58:00 王阿姨 大家晚上好',
    '20:59:00 老李 [捂脸]',
    '21:03:10 小陈 消防栓被撞坏了，喷出大量的水',
    '21:03:25 王阿姨 我也看到了，水都流到马路上了',
    '21:03:40 张书记 收到，马上联系水务',
    '21:05:00 团长 本周团购草莓 29.9 一盒',
    '21:12:00 老李 水喷得越来越高了',
    '21:33:00 水务值班 已到现场关阀',
    '22:33:10 张书记 消防栓已修复，恢复供水',
    '22:34:00 小陈 谢谢书记',
  );
  const [row, ...others] = rows(sessionise(hydrant));

  it('is one thread from the first cry to the end', () => {
    expect(others).toEqual([]);
    expect(row).toMatchObject({
      externalId: 'm3',
      kind: 'message',
      publishedAt: local('21:03:10'),
      text: '消防栓被撞坏了，喷出大量的水\n我也看到了，水都流到马路上了\n水喷得越来越高了',
      reporter: '小陈',
      wardHint: '310113001001',
      comments: 2,
      status: 'resolved',
    });
  });

  it('measures the first reply in seconds and the end in minutes', () => {
    const first = Date.parse(String(row?.publishedAt));
    expect(Date.parse(String(row?.repliedAt)) - first).toBe(30_000);
    expect(Date.parse(String(row?.closedAt)) - first).toBe(90 * 60_000);
  });
});

describe('which lines raise a matter', () => {
  it.each([
    ['消防栓被撞坏了，喷出大量的水', 'demand'],
    ['@物业 3号楼电梯什么时候能修', 'demand'],
    ['楼道灯不亮好几天了', 'demand'],
    ['有没有人管一下广场舞', 'demand'],
    ['17号楼道里停了好几辆电动车，走路要侧身', 'demand'],
    ['老人证、敬老卡到哪里领', 'demand'],
    ['大家早上好', 'noise'],
    ['早安早安早安早安早安早安早安早安早安早安早安早安早安早安早安早安早安早安早安啊呀X', 'talk'],
    ['今天菜场的青菜多少钱一斤', 'noise'],
    ['今天晚霞好漂亮', 'talk'],
    ['我家有，晚点拿给你', 'talk'],
    ['早安[太阳][玫瑰]', 'noise'],
    ['收到收到', 'noise'],
    ['谢谢书记', 'noise'],
    ['我也看到了，水都流到马路上了', 'agree'],
    ['水喷得越来越高了', 'agree'],
    ['👍👍👍', 'noise'],
    ['#接龙\n1. 张三 3栋\n2. 李四 5栋', 'noise'],
    ['1. 张三 两箱\n2. 李四 一箱', 'noise'],
    ['二手冰箱转让，有点坏', 'noise'],
    ['我家也停水了', 'agree'],
    ['+1', 'agree'],
    ['就是这家，油烟直接往楼上冒', 'agree'],
    ['今天天气不错适合晒被子', 'talk'],
  ] as const)('%s → %s', (text, use) => {
    expect(readLine({ type: 'text', text })).toBe(use);
  });
});

describe('which thread a line joins', () => {
  it('two matters at once stay two, and each gets its own answer', () => {
    const session = sessionise(
      chat(
        '08:00:00 甲 3号楼电梯坏了卡在半空',
        '08:01:00 乙 北门垃圾三天没人清运了',
        '08:02:00 物业小王 垃圾车十点到，垃圾会清走',
        '08:03:00 物业小王 电梯维保师傅在路上',
      ),
    );
    expect(rows(session).map(({ text, reply }) => [text, reply])).toEqual([
      ['3号楼电梯坏了卡在半空', '电梯维保师傅在路上'],
      ['北门垃圾三天没人清运了', '垃圾车十点到，垃圾会清走'],
    ]);
  });

  it('an answer by name goes to whom it names', () => {
    const session = sessionise(
      chat('08:00:00 甲 路灯坏了看不见', '08:01:00 乙 下水道堵了返水', '08:02:00 物业小王 @甲 马上安排'),
    );
    expect(rows(session).map(({ repliedAt }) => repliedAt)).toEqual([local('08:02:00'), null]);
  });

  it.each([
    ['as the app copies it', '「甲：路灯坏了看不见」\n- - - - - - - - - - - - - - -\n马上安排'],
    ['as tools export it', '马上安排\n引用：甲：路灯坏了…'],
  ])('an answer that quotes goes to what it quotes, without the words and the name of it: %s', (_how, text) => {
    const messages = chat('08:00:00 甲 路灯坏了看不见', '08:01:00 乙 下水道堵了返水', '08:02:00 物业小王 x');
    const session = sessionise(messages.map((one) => (one.text === 'x' ? { ...one, text } : one)));
    expect(rows(session).map(({ reply }) => reply)).toEqual(['马上安排', '']);
  });

  it('a resident who quotes a matter seconds it, and says its words once', () => {
    const messages = chat('08:00:00 甲 路灯坏了看不见', '08:01:00 乙 下水道堵了返水', '08:02:00 丙 x');
    const text = '「甲：路灯坏了看不见」\n———————————\n我家门口那盏也是';
    const session = sessionise(messages.map((one) => (one.text === 'x' ? { ...one, text } : one)));
    expect(rows(session)[0]).toMatchObject({ text: '路灯坏了看不见\n我家门口那盏也是', comments: 1 });
  });

  it('a notice to all answers nobody', () => {
    const session = sessionise(
      chat('08:00:00 甲 自来水是黄的，管道坏了吧', '08:05:00 物业小王 【温馨提示】各位居民，今日气温下降请注意保暖'),
    );
    expect(rows(session)[0]).toMatchObject({ status: 'open', repliedAt: null });
  });

  it('a promise is a reply and not yet an end', () => {
    const session = sessionise(chat('08:00:00 甲 楼道积水没人管', '08:05:00 物业小王 正在联系师傅疏通'));
    expect(rows(session)[0]).toMatchObject({ status: 'replied', closedAt: null });
  });

  it('hearsay is marked 待核实', () => {
    const session = sessionise(chat('08:00:00 甲 听说明天全小区停水三天，是真的吗'));
    expect(rows(session)[0]).toMatchObject({ natureHint: '待核实' });
  });

  it('a recalled line is gone; with its only line the thread is deleted', () => {
    const session = sessionise(
      chat(
        '08:00:00 甲 楼上漏水了',
        '08:00:30 甲 都漏到床上了',
        '08:01:00 甲 撤回2',
        '09:00:00 乙 车位被占了没人管',
        '09:00:20 乙 撤回4',
      ),
    );
    expect(rows(session)).toMatchObject([
      { text: '楼上漏水了', deleted: false, version: 3 },
      { text: '', deleted: true, version: 5 },
    ]);
  });

  it('the next evening is another matter', () => {
    const evening = chat('20:00:00 甲 广场舞太吵了');
    const next = chat('20:30:00 甲 广场舞太吵了').map((message) => ({
      ...message,
      id: 'x',
      seq: 9,
      at: new Date(Date.parse(message.at) + 86_400_000).toISOString(),
    }));
    expect(sessionise([...evening, ...next]).threads).toHaveLength(2);
  });
});

describe('page by page', () => {
  const words = [
    '电梯坏了没人修',
    '垃圾堆成山',
    '我家也是',
    '收到，马上安排',
    '已修好',
    '大家好',
    '什么时候能修好电梯',
    '撤回1',
    '撤回3',
  ];
  const names = ['甲', '乙', '丙', '物业小王'];
  const talk = array(
    record({
      gap: integer({ min: 1, max: 3600 }),
      name: constantFrom(...names),
      text: constantFrom(...words),
    }),
    { minLength: 1, maxLength: 40 },
  );

  it('a seconding line with nothing before it raises the matter itself', () => {
    expect(rows(sessionise(chat('08:00:00 甲 我家也停水了，物业在吗'))).map(({ text }) => text)).toEqual([
      '我家也停水了，物业在吗',
    ]);
  });

  it('any cutting into pages, with any page delivered twice, gives the threads of the whole', () => {
    assert(
      property(talk, array(integer({ min: 1, max: 6 }), { minLength: 1 }), (lines, cuts) => {
        let clock = Date.parse(local('00:00:00'));
        const messages = chat(...lines.map(({ name, text }) => `00:00:00 ${name} ${text}`)).map((message, at) => {
          clock += lines[at]!.gap * 1000;
          return { ...message, at: new Date(clock).toISOString() };
        });
        const whole = new Map(rows(sessionise(messages)).map((row) => [row.externalId, row]));
        const paged = new Map<unknown, unknown>();
        let open: string[][] = [];
        let seen = 0;
        for (let turn = 0; seen < messages.length; turn += 1) {
          const end = seen + cuts[turn % cuts.length]!;
          // The whole history is delivered again with every page, as an overlapping pull does.
          const page = messages.slice(0, end);
          const again = sessionise(page, open, seen);
          for (const row of rows(sessionise(page, open, seen))) paged.set(row.externalId, row);
          open = again.open;
          seen = Math.min(end, messages.length);
        }
        expect(paged).toEqual(whole);
      }),
      { numRuns: 200, seed: 20_201_212 },
    );
  });
});
