import { createFeatureCounter, type FeatureCounts, type TextPair } from './learn/count-features.ts';
import { learnVocabulary, type Vocabulary } from './learn/vocabulary.ts';

/** Three sub-scores, each 0–1. They are never added up: one number would be written to, not answered to. */
export interface ReplyQuality {
  /** How much the reply speaks of what was asked: TF-IDF cosine over pairs of characters. */
  relevance: number;
  /** Long enough to speak of the question, and does not: look for a mix-up. */
  isBeside: boolean;
  /** Share of what a full reply has: matter restated, looked into, done or planned, when, whom to call. */
  completeness: number;
  /** Reasons given: rules cited, causes named, points numbered. */
  grounds: number;
  /** Names of the cues found, e.g. investigated, law. */
  cues: string[];
  /** Passed on or put off in a line or two, without an answer. */
  isBrushOff: boolean;
}

const completenessCues: Readonly<Record<string, RegExp>> = {
  restated: /反映的|来信|留言|诉求|提出的|咨询的|投诉的|您(好|所)?.{0,6}(反映|咨询|投诉|提到)/,
  investigated:
    /经(调查|核实|核查|了解|查|现场|研究)|调查核实|现场(查看|核查|勘查|踏勘)|工作人员.{0,8}(到|前往|赴)|核实情况/,
  action:
    /责令|整改|已(于.{0,12}(修复|完成|处理|解决)|安排|督促|要求|组织|完成|修复|清理|约谈|处理|联系)|将(会|于|进一步|加强|安排|组织|督促|继续)|下一步|加强(巡查|管理|监管)|立即/,
  dated: /\d{4}年|\d{1,2}月\d{1,2}日|\d{1,2}月(底|中旬|上旬|下旬)|工作日/,
  contact: /电话|热线|联系人|\d{3,4}-\d{7,8}|1\d{2}\*{4}\d{4}/,
};

/** Weights as in the design: citing the rule and naming the cause count double a numbered list. */
const groundsCues: Readonly<Record<string, { pattern: RegExp; weight: number }>> = {
  law: {
    pattern: /《[^》]{3,40}》|第[一二三四五六七八九十百\d]+条|条例|办法规定|法律法规|根据.{2,20}(规定|要求|文件|政策)/,
    weight: 0.4,
  },
  because: { pattern: /因为|由于|因此|所以|根据|按照|依据|鉴于|原因(是|为)/, weight: 0.4 },
  numbered: { pattern: /(^|[。；\n\s：])([一二三]、|[(（][一二三1-3][)）]|[1-3][、.．])/, weight: 0.2 },
};

const BRUSH_OFF =
  /已?转(交|办|至|由)|正在(办理|处理|调查|核实)|不属于|尽快(处理|答复|回复)|请(耐心)?等待|将.{0,6}(答复|回复)您|感谢您的(关心|支持|理解)/;
/**
 * A reply of this many characters can hold an answer: the median of 2 816 official replies is 271. Of the shorter ones that
 * belong to their question .72 share next to no pair of characters with it (已安排维修), of the others .22: nothing follows from it.
 */
const ANSWER_LENGTH = 120;
/** Below this a reply is beside the point: of the replies to other questions all but .001 are. */
const BESIDE = 0.1;

/** The block of character pairs among the feature blocks. */
const PAIRS = 1;

/** A text as the weights of its character pairs, of length 1. */
export type TextVector = ReadonlyMap<number, number>;

function weigh(counts: FeatureCounts, { slots, idf }: Vocabulary): TextVector {
  const weights = new Map<number, number>();
  let squares = 0;
  for (let at = counts.ends[PAIRS - 1]!; at < counts.ends[PAIRS]!; at++) {
    const slot = slots[counts.ids[at]!]!;
    if (slot < 0) continue;
    const weight = (1 + Math.log(counts.counts[at]!)) * (idf[slot]! - 1);
    weights.set(slot, weight);
    squares += weight * weight;
  }
  const length = Math.sqrt(squares) || 1;
  for (const [slot, weight] of weights) weights.set(slot, weight / length);
  return weights;
}

/** Cosine of two text vectors, 0–1. */
export function similarity(a: TextVector, b: TextVector): number {
  let sum = 0;
  for (const [slot, weight] of a) sum += weight * (b.get(slot) ?? 0);
  return Math.min(1, sum);
}

/** What the words of a title count beside the whole text; .0014 of AUC, on either half of 2 816 exchanges. */
const TITLE_SHARE = 0.5;

/** The sum of two vectors, the second by a share, of length 1. */
function joined(whole: TextVector, part: TextVector): TextVector {
  const sum = new Map(whole);
  for (const [slot, weight] of part) sum.set(slot, (sum.get(slot) ?? 0) + TITLE_SHARE * weight);
  const length = Math.hypot(...sum.values()) || 1;
  for (const [slot, weight] of sum) sum.set(slot, weight / length);
  return sum;
}

/**
 * A function that turns texts into vectors by the frequencies of a background of questions and replies (some hundred
 * texts of the district, the compared ones among them). The relevance of a reply is its similarity to the question.
 */
export function createVectors(background: readonly TextPair[]): (pair: TextPair) => TextVector {
  const count = createFeatureCounter();
  const counts = background.map(count);
  const vocabulary = learnVocabulary(counts, Int32Array.from(counts.keys()));
  const vectorOf = (pair: TextPair): TextVector => weigh(count(pair), vocabulary);
  return (pair) =>
    pair.title === '' ? vectorOf(pair) : joined(vectorOf(pair), vectorOf({ title: '', text: pair.title }));
}

/** The sub-scores of a reply; `relevance` is the similarity of question and reply. */
export function assessReply(reply: string, relevance: number): ReplyQuality {
  const complete = Object.keys(completenessCues).filter((name) => completenessCues[name]!.test(reply));
  const grounded = Object.keys(groundsCues).filter((name) => groundsCues[name]!.pattern.test(reply));
  return {
    relevance,
    isBeside: reply.length >= ANSWER_LENGTH && relevance < BESIDE,
    completeness: complete.length / Object.keys(completenessCues).length,
    grounds: grounded.reduce((sum, name) => sum + groundsCues[name]!.weight, 0),
    cues: [...complete, ...grounded],
    isBrushOff: reply.length < ANSWER_LENGTH && BRUSH_OFF.test(reply) && !grounded.includes('law'),
  };
}
