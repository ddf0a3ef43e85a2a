import iconv from 'iconv-lite';
import { countHan } from './han-characters.ts';
import { simplify } from './simplify.ts';

export interface MojibakeResult {
  text: string;
  /** Lines read with the wrong character set that could be read again. */
  repaired: boolean;
  /** Unreadable stretches were cut out of a text that can be read otherwise. */
  cut: boolean;
  /** Most of it stays unreadable; the text is as it came. */
  broken: boolean;
}

/** Stands for what could not be read, so that a reader sees that something was there. */
const UNREADABLE = '〔乱码〕';

// Ordinary text stays below 3 %, a short text full of rare names below 45 %; UTF-8 read as GBK lies at 50 to 80 %.
const SUSPECT_RARE_SHARE = 0.3;
const BROKEN_RARE_SHARE = 0.5;
const SENSIBLE_RARE_SHARE = 0.12;
// A bad stretch hides in the average of a long line, so an absolute count of rare characters raises suspicion too.
const MANY_RARE = 8;
// A cut last character costs one or two replacement characters; more means that the guess is wrong.
const MAX_LOST_SHARE = 0.08;
// Fewer characters than this say too little about a line that no round trip explains.
const MIN_BROKEN_HAN = 4;

/** What a decoder leaves of lost bytes (锟斤拷) or of uninitialised memory (烫烫烫, 屯屯屯). */
const LOST = /锟斤拷|烫烫烫|屯屯屯/;
const LOST_RUNS = /(?:锟斤拷|锟斤|烫{3,}|屯{3,}|[拷锟斤](?=锟斤拷))+/g;
/** Latin-1 letters and the Windows-1252 signs among them; × and ÷ are left out because 138××××1234 is no accident. */
const LATIN_RUN =
  /[\u0080-\u00d6\u00d8-\u00f6\u00f8-\u00ff\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u20ac\u2122]{3}/;

/** Finds lines decoded with the wrong character set and reads them again where the bytes allow it. */
export function repairMojibake(text: string): MojibakeResult {
  const clean = { text, repaired: false, cut: false, broken: false };
  // Nearly every text ends here; a bad line hides in the average of a long one, so lines are judged by themselves.
  if (countHan(text).rare < 2 && !LATIN_RUN.test(text) && !LOST.test(text)) return clean;
  const lines = text.split('\n').map(readLine);
  const lost = lines.reduce((sum, { unreadable }) => sum + unreadable, 0);
  const repaired = lines.some((line) => line.repaired);
  // One bad line must not cost the whole post.
  const broken = lost > 0 && lost >= lines.reduce((sum, { readable }) => sum + readable, 0);
  return broken
    ? { text, repaired: false, cut: false, broken }
    : { text: lines.map((line) => line.text).join('\n'), repaired, cut: lost > 0, broken };
}

interface ReadLine {
  text: string;
  repaired: boolean;
  /** Characters that can be read, and that cannot. */
  readable: number;
  unreadable: number;
}

function readLine(line: string): ReadLine {
  const whole = { text: line, repaired: false, readable: line.trim().length, unreadable: 0 };
  if (!isSuspect(line)) return whole;
  const again = readAgain(line);
  if (again !== undefined) return { ...whole, text: again, repaired: true };
  if (!isBroken(line)) return whole;
  const rest = line.replace(LOST_RUNS, UNREADABLE);
  const left = line.replace(LOST_RUNS, '');
  if (rest !== line && isSensible(simplify(left))) {
    return { ...whole, text: rest, readable: left.length, unreadable: line.length - left.length };
  }
  return { ...whole, text: UNREADABLE, readable: 0, unreadable: line.length };
}

function isSuspect(line: string): boolean {
  const { han, rare } = countHan(line);
  if (rare >= 2 && (rare >= SUSPECT_RARE_SHARE * han || rare >= MANY_RARE)) return true;
  return isLatin(line) || LOST.test(line);
}

/** A line of accents without one Han character: had it been read well, it would hold none of the accents. */
function isLatin(line: string): boolean {
  return LATIN_RUN.test(line) && countHan(line).han === 0;
}

function isBroken(line: string): boolean {
  if (LOST.test(line)) return true;
  const { han, rare } = countHan(simplify(line));
  return han >= MIN_BROKEN_HAN && rare >= BROKEN_RARE_SHARE * han;
}

/** The line as its author wrote it, where one of the three usual mix-ups explains it. */
function readAgain(line: string): string | undefined {
  if (isSensible(simplify(line))) return undefined;
  const readings = isLatin(line)
    ? [latinBytes(line).toString('utf8'), iconv.decode(latinBytes(line), 'gbk')]
    : [iconv.encode(line, 'gbk').toString('utf8')];
  for (const reading of readings) {
    const lost = reading.split('\uFFFD').length - 1;
    if (lost > Math.max(2, reading.length * MAX_LOST_SHARE)) continue;
    const cleaned = reading.replace(/\uFFFD+\??/g, '');
    if (isSensible(simplify(cleaned))) return cleaned;
  }
  return undefined;
}

/** The bytes behind a text read as Latin-1 or as Windows-1252, which differ in 0x80 to 0x9f only. */
function latinBytes(line: string): Buffer {
  const bytes = Buffer.alloc(line.length, '?');
  for (let i = 0; i < line.length; i++) {
    const code = line.charCodeAt(i);
    if (code <= 0xff) bytes[i] = code;
    else if (code !== 0xfffd) bytes[i] = iconv.encode(line[i]!, 'win1252')[0]!;
  }
  return bytes;
}

function isSensible(line: string): boolean {
  const { han, rare } = countHan(line);
  return han >= 2 && rare <= SENSIBLE_RARE_SHARE * han && !isLatin(line);
}
