import type { Block } from '../content/model.ts';

/** Blocks with their headings numbered 一、（一）1.（1） by their order. */
export function numberedBlocks<B extends Block>(blocks: readonly B[]): B[] {
  const counters = [0, 0, 0, 0];
  return blocks.map((block) => {
    if (block.kind !== 'heading') return block;
    const number = ++counters[block.level - 1]!;
    counters.fill(0, block.level);
    return { ...block, text: numbered(block.level, number, block.text) };
  });
}

function numbered(level: 1 | 2 | 3 | 4, number: number, text: string): string {
  if (level === 1) return `${chineseNumeral(number)}、${text}`;
  if (level === 2) return `（${chineseNumeral(number)}）${text}`;
  return level === 3 ? `${number}.${text}` : `（${number}）${text}`;
}

const DIGITS = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

/** 一 … 九十九, as headings are numbered. */
function chineseNumeral(value: number): string {
  if (!Number.isInteger(value) || value < 1 || value > 99) throw new RangeError(`no heading has the number ${value}`);
  const [tens, ones] = [Math.floor(value / 10), value % 10];
  return `${tens > 1 ? DIGITS[tens] : ''}${tens > 0 ? '十' : ''}${ones > 0 || tens === 0 ? DIGITS[ones] : ''}`;
}
