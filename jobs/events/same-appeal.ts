/** A document as far as it tells whether it is the same appeal as another. */
export interface Appeal {
  key: string;
  sourceId: string;
  title: string;
  text: string;
  /** Milliseconds since 1970. */
  publishedAt: number;
}

/** One appeal that came in by several ways. */
export interface SameAppeal {
  keys: string[];
  sourceIds: string[];
  /** Of the weakest link that holds it together, 0–1. */
  score: number;
}

/**
 * Documents of different sources from this similarity on are told as one appeal. Of 64 hand-labelled pairs
 * (fixtures/same-appeals.tsv, on which it was chosen) it links 28 of 32 that are one person's appeal, and none of 32 of
 * two people about the same matter, whose highest is .33: a wrong link hides a voice, a missed one only shows it twice.
 */
export const SAME_APPEAL = 0.36;
/** Who is not answered on one platform tries the next within days; the same words a month later are a new appeal. */
const WITHIN_MS = 14 * 86_400_000;
/** What an operator wraps around the words of a caller. */
const FRAME =
  /市民来电|来电人称|来电反映|来电称|来电人|市民反映|消费者投诉|家长来电|市民投诉|反映|举报|诉求|咨询|请求|要求|希望/g;

/** The characters of what was said and their pairs, marks left out: an operator's words keep the one, an echo the other. */
function piecesOf({ title, text }: Pick<Appeal, 'title' | 'text'>): Set<string> {
  const said = (text.startsWith(title) ? text : title + text).replace(FRAME, ' ').replace(/[^\p{L}\p{N}]+/gu, ' ');
  const pieces = new Set<string>();
  for (const run of said.split(' '))
    for (let at = 0; at < run.length; at++) pieces.add(run[at]!).add(run.slice(at, at + 2));
  return pieces;
}

/**
 * Which of an event's documents are one appeal that came in by several ways: characters and their pairs weighed by how few of
 * the others hold them, so that what all members share (the matter itself) says little; shared weight over that of the
 * shorter text, as an operator leaves out and adds. Documents of one source are never linked, empty ones neither.
 */
export function findSameAppeals(appeals: readonly Appeal[], least = SAME_APPEAL): SameAppeal[] {
  const told = appeals.map(piecesOf);
  const weigh = weightsOf(told);
  const links: { a: number; b: number; score: number }[] = [];
  for (let a = 0; a < appeals.length; a++)
    for (let b = a + 1; b < appeals.length; b++) {
      const [one, other] = [appeals[a]!, appeals[b]!];
      if (one.sourceId === other.sourceId || Math.abs(one.publishedAt - other.publishedAt) > WITHIN_MS) continue;
      const score = overlap(told[a]!, told[b]!, weigh);
      if (score >= least) links.push({ a, b, score });
    }
  return joined(
    appeals,
    links.toSorted((x, y) => y.score - x.score || x.a - y.a || x.b - y.b),
  );
}

function weightsOf(told: readonly ReadonlySet<string>[]): (piece: string) => number {
  const holding = new Map<string, number>();
  for (const pieces of told) for (const piece of pieces) holding.set(piece, (holding.get(piece) ?? 0) + 1);
  return (piece) => Math.log(1 + told.length / holding.get(piece)!);
}

function overlap(a: ReadonlySet<string>, b: ReadonlySet<string>, weigh: (piece: string) => number): number {
  const sum = (pieces: Iterable<string>): number => [...pieces].reduce((total, piece) => total + weigh(piece), 0);
  const shorter = Math.min(sum(a), sum(b));
  return shorter === 0 ? 0 : sum([...a].filter((piece) => b.has(piece))) / shorter;
}

/** Strongest links first, each source once in an appeal: two posts of one platform are two people. */
function joined(appeals: readonly Appeal[], links: readonly { a: number; b: number; score: number }[]): SameAppeal[] {
  const groups = new Map<number, { members: number[]; score: number }>();
  const groupOf = (at: number): { members: number[]; score: number } => groups.get(at) ?? { members: [at], score: 1 };
  for (const { a, b, score } of links) {
    const [one, other] = [groupOf(a), groupOf(b)];
    const members = [...one.members, ...other.members];
    const sources = new Set(members.map((at) => appeals[at]!.sourceId));
    if (one === other || sources.size < members.length) continue;
    const group = { members, score: Math.min(one.score, other.score, score) };
    for (const at of members) groups.set(at, group);
  }
  return [...new Set(groups.values())].map(({ members, score }) => ({
    keys: members.map((at) => appeals[at]!.key),
    sourceIds: members.map((at) => appeals[at]!.sourceId),
    score,
  }));
}
