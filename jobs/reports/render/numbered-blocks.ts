import type { Block } from '../content/model.ts';
import { chineseNumeral } from './chinese-numeral.ts';

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
