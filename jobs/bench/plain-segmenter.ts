import { createRequire } from 'node:module';

/** nodejieba as it comes: what any Chinese text pipeline on Node.js begins with, and the yardstick of ours. */
export function plainSegmenter(): { cut(text: string): string[] } {
  const jieba = createRequire(import.meta.url)('nodejieba') as {
    load(): void;
    cut(text: string, hmm: boolean): string[];
  };
  jieba.load();
  return { cut: (text) => jieba.cut(text, true) };
}
