/** A reply as it was given to one question. */
export interface GivenReply {
  id: string;
  /** Title and text of the question. */
  question: string;
  reply: string;
}

/** One wording that answered several different questions. */
export interface CopiedReply {
  /** The wording, without the parts that change: dates, numbers, quoted titles. */
  wording: string;
  ids: string[];
}

/** A greeting or a thank-you repeats without being an answer. */
const MIN_LENGTH = 20;
/** Two of a kind may be two tickets about one matter. */
const MIN_COPIES = 3;

function skeleton(reply: string): string {
  return reply
    .replace(/[“"《【][^”"》】]*[”"》】]/g, '')
    .replace(/\d+/g, '')
    .replace(/[\s，。、！？；：,.!?;:]+/g, '');
}

/** Wordings that were given, but for dates and quoted titles, to at least three different questions; most used first. */
export function findCopiedReplies(replies: readonly GivenReply[]): CopiedReply[] {
  const byWording = new Map<string, GivenReply[]>();
  for (const given of replies) {
    const wording = skeleton(given.reply);
    const known = byWording.get(wording);
    if (known === undefined) byWording.set(wording, [given]);
    else known.push(given);
  }
  return [...byWording]
    .filter(([wording, given]) => {
      const questions = new Set(given.map(({ question }) => skeleton(question)));
      return wording.length >= MIN_LENGTH && questions.size >= MIN_COPIES;
    })
    .map(([wording, given]) => ({ wording, ids: given.map(({ id }) => id) }))
    .toSorted((a, b) => b.ids.length - a.ids.length || (a.wording < b.wording ? -1 : 1));
}
