/** 发布于 and 时间： stand around a time on web pages and say nothing. */
const AROUND = /^(?:发布|发表|提交|创建|登记|受理|更新|编辑)?(?:于|时间|日期)\s*:?\s*|\s*(?:发布|发表|提交)$/g;
/** Java's ZonedDateTime says the zone behind the offset. */
const NAMED_ZONE = /(?<=\d|Z)\[[A-Za-z][\w/+-]{1,40}\]$/;
const BRACKETS = /^[[(【](.*)[\])】]$/;
/** 星期二 and (周二) between day and clock say nothing new. */
const WEEKDAY = /\s*[(（]?(?:星期|周|礼拜)[一二三四五六日天][)）]?\s*/;
/** A weekday alone in front of a clock is the only word for its day. */
const WEEKDAY_ALONE = /^(?:[上本这]个?)?(?:星期|周|礼拜)[一二三四五六日天](?!.*\d{1,2}[-/.月日])/;
/** Java's Date and C's ctime: Tue Dec 01 10:00:00 CST 2020. */
const YEAR_AT_END =
  /^[a-z]{3} ([a-z]{3}) +(\d{1,2}) (\d{2}:\d{2}:\d{2})(?: (CST|GMT|UTC)?([+-]\d{2}:?\d{2})?)? (\d{4})$/i;
/** Oracle in a Chinese session: 01-12月-20 10.30.00.000000 上午. */
const ORACLE =
  /^(\d{1,2})-(\d{1,2})月\s*-(?:20)?(\d{2})(?:\s+(\d{1,2})[.:](\d{2})[.:](\d{2})(?:[.,]\d{1,9})?\s*(上午|下午)?)?$/;
/** Databases and statistics: 01-Dec-2020 10:00:00, Oracle’s 01-Dec-20. */
const MONTH_WORD = /^(\d{1,2})-([a-z]{3})-(?:20)?(\d{2})(?!\d)/i;
/** 民国109年 is 2020. */
const MINGUO = /^(?:中[华華])?民[国國](\d{1,3})年/;
const MINGUO_BEFORE = 1911;
const NUMERALS = '〇一二三四五六七八九';
/** With the year in digits of either kind, or without it. */
const NUMERAL_DATE =
  /^(?:(?:[〇○零一二三四五六七八九]{4}|\d{4})年)?[一二三四五六七八九十]{1,3}月[一二三四五六七八九十]{1,3}日/;
/** 九点, 十时三十分 */
const NUMERAL_CLOCK = /[零一二三四五六七八九十两]{1,3}(?=[时点分秒](?![钟之以]|前))/g;

const digit = (character: string): number => NUMERALS.indexOf(character.replace(/[○零]/, '〇'));

/** 二〇二〇 digit by digit, 三十一 by tens. */
function numberOf(word: string): string {
  if (word.length === 4) return Array.from(word, digit).join('');
  const [tens, ones] = word.includes('十') ? word.split('十') : ['', word];
  return String((word.includes('十') ? (tens ? digit(tens) : 1) * 10 : 0) + (ones ? digit(ones) : 0));
}

/** A time as people and databases write it in the few forms that are then read: half-width, digits, one order. */
export function plainTime(written: string): string {
  const narrow = /[\uff00-\uff5e\u3000\u00a0]/.test(written) ? written.normalize('NFKC') : written;
  const text = narrow
    .replace(NAMED_ZONE, '')
    .replace(BRACKETS, '$1')
    .replace(AROUND, '')
    .replace(MONTH_WORD, '$1 $2 20$3')
    .replace(/(?<=\d) ?([年月]) ?(?=\d)/g, '$1')
    .replace(/(?<=\d) 日/, '日')
    // November 20th
    .replace(/(?<=\d)(?:st|nd|rd|th)(?=,? )/i, '')
    .replace(/^(?:大?约|大概)/, '')
    .replace(/\s*\(北京时间\)$/, ' 北京时间')
    // 10.30 behind a day is a clock.
    .replace(/(?<=\d[-/.日]?\d?\d?) (\d{1,2})\.(\d{2})$/, ' $1:$2')
    .replace(MINGUO, (_, year: string) => `${Number(year) + MINGUO_BEFORE}年`)
    .replace(/^(\d{2})年(?=\d{1,2}月)/, '20$1年')
    // Go: 2020-12-01 10:00:00 +0800 CST.
    .replace(/ ([+-]\d{4}) [A-Z]{3,4}$/, ' $1')
    .replace(/^(\d{4})[ \\](\d{1,2})[ \\](\d{1,2})(?= |$)/, '$1-$2-$3')
    .replace(/^(\d{4}-\d{2}-\d{2})_(\d{2})-(\d{2})-(\d{2})$/, '$1 $2:$3:$4');
  if (/[a-z]/i.test(text.slice(0, 1))) return text.replace(YEAR_AT_END, '$1 $2, $6 $3 $4$5').trimEnd();
  const oracle = ORACLE.exec(text);
  if (oracle) {
    const [, day, month, year, hour = '0', minute = '00', second = '00', half = ''] = oracle;
    return `20${year}-${month}-${day} ${half}${hour}:${minute}:${second}`;
  }
  const digits = NUMERAL_DATE.test(text) ? text.replace(/[〇○零一二三四五六七八九十]+(?=[年月日])/g, numberOf) : text;
  const clocked = digits
    .replace(NUMERAL_CLOCK, (word) => numberOf(word.replace('两', '二')))
    .replace(/([时点])半/, '$130分')
    .replace(/([时点])整/, '$1')
    .replace(/([时点])一刻/, '$115分');
  return WEEKDAY_ALONE.test(clocked) ? clocked : clocked.replace(WEEKDAY, ' ');
}
