import type { Story, StoryTell } from './story.ts';
import { a1 } from './stories/a1.ts';
import { a2 } from './stories/a2.ts';
import { a3 } from './stories/a3.ts';
import { a4 } from './stories/a4.ts';
import { a5 } from './stories/a5.ts';
import { b1 } from './stories/b1.ts';
import { b2 } from './stories/b2.ts';
import { b3 } from './stories/b3.ts';
import { c1 } from './stories/c1.ts';
import { c2 } from './stories/c2.ts';
import { d1 } from './stories/d1.ts';
import { d2 } from './stories/d2.ts';
import { e1 } from './stories/e1.ts';
import { e2 } from './stories/e2.ts';
import { e3 } from './stories/e3.ts';

/** The fifteen stories that the demo tells. */
export const stories: readonly Story[] = [a1, a2, a3, a4, a5, b1, b2, b3, c1, c2, d1, d2, e1, e2, e3];

/** The story that an alert is about, judged by the names of its ward, place and topic; undefined for ordinary life. */
export function storyOf(words: string): StoryTell | undefined {
  const told = ({ tell }: Story): boolean => tell.cues.some((cue) => cue.every((word) => words.includes(word)));
  return stories.find(told)?.tell;
}
