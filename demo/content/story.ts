import type { DemoChange, DemoItem, DemoPlatform } from '../item.ts';
import { iso, shanghai } from './calendar.ts';
import type { WardIndex } from './wards.ts';

/** What a story is and what somebody who watches the demo should see of it. */
export interface StoryTell {
  /** A1 … E3. */
  id: string;
  title: string;
  /** For the page and the guide, in Chinese. */
  shows: string;
  /** Where the demo departs from the record, and why; '' when it does not. */
  note: string;
  /**
   * How an alert about it is recognised by its ward, place and topic: one of these sets of words, all of them in it.
   * [] for a story that raises no alert of its own.
   */
  cues: readonly (readonly string[])[];
  /** Numbers of the story that are not documents, such as 660 registered households. */
  figures: Readonly<Record<string, number>>;
}

/** One of the stories. */
export interface Story {
  tell: StoryTell;
  items(wards: WardIndex): DemoItem[];
}

/** What the posts of a story share. */
export interface StoryFrame {
  story: string;
  platform: DemoPlatform;
  community: string;
  board: string;
  topicHint: string;
}

/** A change as a story writes it: Shanghai wall-clock time, then what changed. */
export type StoryChange = Omit<DemoChange, 'at'> & { at: string };

/** A post as a story writes it; what it leaves out comes from the frame. `at` is Shanghai wall-clock time. */
export interface StoryPost extends Partial<Omit<StoryFrame, 'story'>> {
  at: string;
  author: string;
  text: string;
  title?: string;
  estate?: string;
  staff?: true;
  private?: true;
  changes?: StoryChange[];
}

/** The items of a story, numbered in the order in which they are written. */
export function tellItems(frame: StoryFrame, posts: readonly StoryPost[], wards: WardIndex): DemoItem[] {
  return posts.map((post, i): DemoItem => {
    const ward = wards.named(post.community ?? frame.community);
    const platform = post.platform ?? frame.platform;
    return {
      platform,
      id: `${frame.story.toLowerCase()}-${String(i + 1).padStart(3, '0')}`,
      at: iso(shanghai(post.at)),
      wardCode: ward.code,
      wardName: ward.name,
      estate: post.estate ?? (platform === 'zhangshang' ? '' : (ward.estates[0] ?? '')),
      board: post.board ?? frame.board,
      author: post.author,
      ...(post.staff ? { staff: true } : {}),
      title: post.title ?? '',
      text: post.text,
      visibility: post.private ? 'private' : 'public',
      likes: 0,
      topicHint: post.topicHint ?? frame.topicHint,
      changes: (post.changes ?? []).map((change) => ({ ...change, at: iso(shanghai(change.at)) })),
      story: frame.story,
    };
  });
}
