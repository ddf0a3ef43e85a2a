import { describe, expect, it } from 'vitest';
import { markOf, nextMark, readNotice, weeksOf, withMark } from './calendar-year.ts';

const empty = { year: 2026, off: [], work: [], half: [] };

describe('the notice of the State Council', () => {
  it('of 2026 is read as it was published', () => {
    const { off, work } = readNotice(
      2026,
      `一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
三、清明节：4月4日（周六）至6日（周一）放假，共3天。
四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
五、端午节：6月19日（周五）至21日（周日）放假，共3天。
六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。`,
    );
    expect(work).toEqual(['01-04', '02-14', '02-28', '05-09', '09-20', '10-10']);
    expect(off).toHaveLength(3 + 9 + 3 + 5 + 3 + 3 + 7);
    expect([off[0], off.at(-1)]).toEqual(['01-01', '10-07']);
  });

  it('over the end of a month is filled in, and nonsense names no day', () => {
    expect(readNotice(2025, '1月28日至2月4日放假').off).toHaveLength(8);
    expect(readNotice(2026, '放假办公室电话 12 月份联系；13月40日放假，2月30日开会')).toEqual({ off: [], work: [] });
  });
});

describe('a month', () => {
  it('begins its weeks on Monday and holds every day once', () => {
    const weeks = weeksOf(2026, 2);
    expect(weeks[0]).toEqual(['', '', '', '', '', '', '02-01']);
    expect(weeks.flat().filter(Boolean)).toHaveLength(28);
  });

  it('a press goes through what a day can be, and back', () => {
    expect(nextMark(nextMark(nextMark('plain', false), false), false)).toBe('plain');
    expect([nextMark('plain', false), nextMark('plain', true)]).toEqual(['off', 'work']);
    const marked = withMark(withMark(empty, '05-01', 'off'), '05-01', 'half');
    expect([marked, markOf(marked, '05-01'), markOf(marked, '05-02')]).toEqual([
      { year: 2026, off: [], work: [], half: ['05-01'] },
      'half',
      'plain',
    ]);
  });
});
