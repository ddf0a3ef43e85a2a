import { CLOCK, NEAR_TIME, TIME, WEEKDAY } from './transcript-times.ts';

const NAME = '[^:：()（）]{1,32}?';
/** 小店11:00-20:00 is a name too. */
const NAME_BEFORE_COLON = String.raw`(?<name>(?:[^:：]|(?<=\d)[:：](?=\d{2}(?!\d))){1,32})[:：]`;
/** A name without blanks, where a blank ends it; no cell of a table, no day and no number of a row. */
const WORD = String.raw`(?!\d{4}[-/.年]|\d+\s)(?<name>[^\s:：()（）[\],;|，；]{1,32})`;
const TEXT = String.raw`\s?(?<text>.*)$`;
/** One message on one line, told by its marks: [time] name: text, name(time): text, time - name: text. */
const MARKED = [
  new RegExp(String.raw`^\[(?<time>${TIME})\]\s*${NAME_BEFORE_COLON}${TEXT}`),
  new RegExp(String.raw`^(?<name>${NAME})\s?[(（](?<time>${TIME})[)）]\s?[:：]${TEXT}`),
  new RegExp(String.raw`^(?<time>${TIME}) - ${NAME_BEFORE_COLON}${TEXT}`),
];
/** The same without a mark or without the day; told from heads and from words by what most lines are. */
const LOOSE = [
  new RegExp(String.raw`^(?<time>${TIME})\s+${NAME_BEFORE_COLON}\s?(?<text>.+)$`),
  new RegExp(String.raw`^(?<time>${NEAR_TIME})\s+${NAME_BEFORE_COLON}${TEXT}`),
  new RegExp(String.raw`^\[(?<time>${NEAR_TIME}|${CLOCK})\]\s*${NAME_BEFORE_COLON}${TEXT}`),
  new RegExp(String.raw`^(?<time>${CLOCK})\s+${NAME_BEFORE_COLON}${TEXT}`),
  new RegExp(String.raw`^(?<name>${NAME})\s?[(（](?<time>${NEAR_TIME}|${CLOCK})[)）]\s?[:：]${TEXT}`),
  new RegExp(String.raw`^${WORD}\s+(?<time>${TIME}|${NEAR_TIME}|${CLOCK})(?:\s?[:：](?!\d)\s?|\s+)(?<text>.+)$`),
];
/** A day above the messages of that day. */
export const DAY_LINE = new RegExp(
  String.raw`^[—\-─=*\s]*(?<day>\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?)${WEEKDAY}\s*[—\-─=*\s]*$`,
);
const ONLY_CLOCK = new RegExp(`^${CLOCK}$`);
/** Of a message that stands on one line with its head: what the intake takes of a text. */
const LONGEST_LINE = 5_200;
/** The first lines tell a transcript; its group may be named above them. */
const LOOKED_AT = 6;

/** A line as a message of its own; its time may be a clock alone. */
export interface WholeLine {
  time: string;
  name: string;
  text: string;
}

/** How a transcript writes its messages on one line each, by all of its filled lines. */
export class OneLineStyle {
  private readonly patterns: readonly RegExp[];
  /** Whether its days stand on lines of their own. */
  readonly hasDayLines: boolean;

  constructor(filled: readonly string[]) {
    const lines = filled.map((text) => text.slice(0, LONGEST_LINE));
    const said = lines.filter((text) => !DAY_LINE.test(text));
    // Where texts stand below their heads, not half of the lines are heads.
    const isUsual = (pattern: RegExp): boolean => {
      const count = said.filter((text) => pattern.test(text)).length;
      // The group may be named above them.
      return count > said.length / 2 + 1 || (count > 1 && count >= said.length - 1);
    };
    const loose = LOOSE.filter(isUsual);
    this.patterns = [...MARKED, ...loose];
    this.hasDayLines = loose.some((pattern) =>
      said.some((text) => ONLY_CLOCK.test(pattern.exec(text)?.groups?.['time'] ?? '')),
    );
  }

  read(line: string): WholeLine | undefined {
    const text = line.slice(0, LONGEST_LINE);
    const groups = this.patterns.map((pattern) => pattern.exec(text)).find(Boolean)?.groups;
    if (!groups) return undefined;
    const { time = '', name = '', text: said = '' } = groups;
    return { time: time.replace(',', ''), name: name.trim(), text: said };
  }
}

/** True for a clock that needs a day. */
export const isClock = (time: string): boolean => ONLY_CLOCK.test(time);

/** True where the first filled lines of a text are such messages; for those without marks, two of them at least. */
export function looksLikeOneLineMessages(filled: readonly string[]): boolean {
  const lines = filled.slice(0, LOOKED_AT).map((text) => text.slice(0, LONGEST_LINE));
  if (MARKED.some((pattern) => pattern.test(lines[0] ?? ''))) return true;
  const said = lines.filter((text) => !DAY_LINE.test(text));
  return LOOSE.some((pattern) => {
    const count = said.filter((text) => pattern.test(text)).length;
    return count > 1 && count >= said.length - 1;
  });
}

/** The day that a line names for those below it; `undefined` for any other line. */
export const dayLineOf = (text: string): string | undefined => DAY_LINE.exec(text)?.groups?.['day'];
