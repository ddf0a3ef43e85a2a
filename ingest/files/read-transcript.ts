import { problemRow, type FileRow } from './file-row.ts';
import { isKnownColumn } from './known-columns.ts';
import { dayLineOf, isClock, looksLikeOneLineMessages, OneLineStyle, type WholeLine } from './one-line-messages.ts';
import type { TextLine } from './read-text.ts';
import { CLOCK, DATE, NEAR_TIME, WEEKDAY } from './transcript-times.ts';

/** A message as a transcript shows it. */
export interface SpokenLine {
  line: number;
  time: string;
  name: string;
  text: string;
  /** Its group, where the file names it. */
  group?: string;
}

export interface Transcript {
  group: string;
  spoken: SpokenLine[];
  problems: FileRow[];
}

/** Of a group, in the languages of the app; the one of QQ is told apart by `QQ_HEAD`. */
const GROUP_HEAD =
  /^(?:以下[为為是]\s*)?微信群聊?\s*["“「](.+)["”」]的聊天[记記紀][录錄]|^(?:Chat History (?:in|of|with)|(?:Below|Following) (?:are|is) the chat (?:messages|history|record) (?:in|of|from)(?: (?:the )?group)?) ["“](.+)["”]/i;
const QQ_HEAD = /^消息[对對]象[:：]\s*(.+)$/;
const QQ_FILE = /^消息[记記][录錄]（/;
const DAY = /^[—\-─]{2,}\s*(\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?)(?:\s*(?:星期|周)[一二三四五六日天])?\s*[—\-─]{2,}$/;
/**
 * Forwarded by mail: nickname, two spaces (whatever a mail program makes of them), HH:MM. Nicknames hold digits, colons
 * and ranges, so the last pair counts.
 */
const MAIL_SENDER = new RegExp(String.raw`^(.*\S)\s{2,}(${CLOCK})$`);
/** As web mail passes it on, which makes one space of two. */
const MAIL_SENDER_CLOSE = new RegExp(String.raw`^(.*\S)\s(${CLOCK})$`);
/** Export as text: time first. */
const TIME_FIRST = new RegExp(String.raw`^(${DATE}${WEEKDAY} ${CLOCK})\s+(\S.*)$`);
/** Several messages selected and copied: name first. */
const NAME_FIRST = new RegExp(String.raw`^(\S.*?):?\s+(${DATE}${WEEKDAY} ${CLOCK})$`);

/** The same with a day that counts from when it was copied. */
const NAME_AND_DAY = new RegExp(String.raw`^(\S.*?):?\s+(${NEAR_TIME})$`);

/** Nicknames have at most 32 characters; a longer line is no head, and is not searched for one. */
const LONGEST_HEAD = 80;

interface Head {
  name: string;
  time: string;
}

/** True when the first lines of a text look like a transcript. */
export function looksLikeTranscript(head: string): boolean {
  const lines = head.split(/\r\n|\n|\r/, 40).map(withoutMarks);
  if (lines.some((line) => GROUP_HEAD.test(line) || DAY.test(line) || QQ_FILE.test(line))) return true;
  const filled = lines.filter((line) => line.trim() !== '');
  const first = (filled[0] ?? '').slice(0, LONGEST_HEAD);
  const named = NAME_FIRST.exec(first) ?? NAME_AND_DAY.exec(first);
  // 时间: 2020-12-12 21:05 is a field of a record, whoever else is called so.
  const isSender = named !== null && !isKnownColumn((named[1] ?? '').replace(/^[-*•\s]+/, ''));
  return isSender || TIME_FIRST.test(first) || looksLikeOneLineMessages(filled);
}

/** What the whole of a transcript tells about its lines. */
interface Style {
  oneLine: OneLineStyle;
  /** Its first line is a sender with 昨天 or 12-11; elsewhere such a line is somebody's words. */
  namesDays: boolean;
  /** How a sender's line below a date looks. */
  mailSender: RegExp;
}

function styleOf(lines: readonly { text: string }[]): Style {
  const filled = lines.map(({ text }) => text).filter((text) => text !== '');
  const isWide = filled.some((text) => MAIL_SENDER.test(text.slice(0, LONGEST_HEAD)));
  return {
    oneLine: new OneLineStyle(filled),
    namesDays: filled.slice(0, 2).some((text) => NAME_AND_DAY.test(text.slice(0, LONGEST_HEAD))),
    mailSender: isWide ? MAIL_SENDER : MAIL_SENDER_CLOSE,
  };
}

class Reader {
  readonly transcript: Transcript = { group: '', spoken: [], problems: [] };
  private day = '';
  /** The first line below a date that belongs to nobody. */
  private unowned: number | undefined;
  private current: (SpokenLine & { lines: string[] }) | undefined;
  private readonly style: Style;

  constructor(style: Style) {
    this.style = style;
  }

  private readHead(text: string, alone: boolean): Head | undefined {
    if (text.length > LONGEST_HEAD) return undefined;
    const timeFirst = TIME_FIRST.exec(text);
    if (timeFirst) return { time: timeFirst[1] ?? '', name: timeFirst[2] ?? '' };
    const nameFirst = NAME_FIRST.exec(text) ?? (this.style.namesDays ? NAME_AND_DAY.exec(text) : null);
    if (nameFirst) return { time: nameFirst[2] ?? '', name: (nameFirst[1] ?? '').replace(/^\*\*(.+)\*\*$/, '$1') };
    // Inside a message "见 12:30" is no sender: a sender's line stands between blank ones.
    const mail = alone ? this.style.mailSender.exec(text) : null;
    return mail ? { time: this.day && `${this.day} ${mail[2]}`, name: mail[1] ?? '' } : undefined;
  }

  finish(): void {
    if (!this.current) return;
    const { line, time, name, lines } = this.current;
    const { group } = this.transcript;
    this.transcript.spoken.push({ line, time, name, text: lines.join('\n').trim(), group });
    this.current = undefined;
  }

  take({ line, text }: { line: number; text: string }, alone: boolean): void {
    const { oneLine } = this.style;
    const whole = oneLine.read(text);
    if (whole) return this.takeWhole(line, whole);
    const group = GROUP_HEAD.exec(text) ?? QQ_HEAD.exec(text);
    const day = oneLine.hasDayLines ? dayLineOf(text) : DAY.exec(text)?.[1];
    if (group || day) {
      this.finish();
      if (group) this.transcript.group = group[1] ?? group[2] ?? '';
      if (day) this.day = day;
      return;
    }
    const head = this.readHead(text, alone);
    if (head) {
      this.finish();
      if (head.time === '') this.withoutDay(line);
      else this.current = { line, ...head, text: '', lines: [] };
    } else if (this.current) this.current.lines.push(text);
    else if (text !== '' && this.day !== '') this.unowned ??= line;
  }

  private takeWhole(line: number, { time, name, text }: WholeLine): void {
    this.finish();
    if (!isClock(time)) this.current = { line, time, name, text: '', lines: [text] };
    else if (this.day === '') this.withoutDay(line);
    else this.current = { line, time: `${this.day} ${time}`, name, text: '', lines: [text] };
  }

  private withoutDay(line: number): void {
    this.transcript.problems.push(problemRow(line, 'no_date', '这条消息在第一个日期之前，不知道是哪一天'));
  }

  /** A transcript in which nobody speaks is not empty: its senders could not be told. */
  checkSenders(): void {
    const { spoken, problems } = this.transcript;
    if (this.unowned !== undefined && spoken.length + problems.length === 0)
      problems.push(problemRow(this.unowned, 'no_sender', '没有一行能读成“昵称 时间”'));
  }
}

/** Without the marks that apps put before a line, those of a mail that quotes it, and the narrow blank before PM. */
const withoutMarks = (text: string): string =>
  text
    .replace(/^(?:[\u200E\u200F\u202A-\u202E\uFEFF]|> ?)+/, '')
    .replaceAll('\u202F', ' ')
    .trimEnd();

/** What may stand below a blank line where senders stand right above their words. */
const opensPart = (text: string): boolean =>
  [MAIL_SENDER, MAIL_SENDER_CLOSE, DAY, GROUP_HEAD].some((pattern) => pattern.test(text));

/** Reads a WeChat transcript: forwarded by mail, exported as text, or copied from a selection. */
export async function readTranscript(lines: AsyncIterable<TextLine>): Promise<Transcript> {
  const all: { line: number; text: string }[] = [];
  for await (const { line, text = '' } of lines) all.push({ line, text: withoutMarks(text) });
  // Some mail programs drop all blank lines: then none can be asked for.
  const isDense = all.slice(0, -1).every(({ text }) => text !== '');
  const reader = new Reader(styleOf(all));
  const isBlankAt = (at: number): boolean => (all[at]?.text ?? '') === '';
  const begins = (at: number): boolean => isBlankAt(at - 1) || DAY.test(all[at - 1]!.text.slice(0, LONGEST_HEAD));
  // Some drop the blank lines below senders only: then whatever follows one is a sender.
  const isClose = all.every(({ text }, at) => text === '' || !begins(at) || opensPart(text.slice(0, LONGEST_HEAD)));
  const isAlone = (at: number): boolean => begins(at) && (isClose || isBlankAt(at + 1));
  for (const [at, next] of all.entries()) reader.take(next, isDense || isAlone(at));
  reader.finish();
  reader.checkSenders();
  return reader.transcript;
}
