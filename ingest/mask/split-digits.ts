import { FILLER } from './shadow.ts';

/** What people put between the digits of one number. */
const SEPARATORS = ` \\n\\-—_.,·/*|()~…@、，${FILLER}`;
// Up to forty, because a filler stands for each character of a tag between two digits.
export const GAP = `[${SEPARATORS}]{0,40}`;
// Visible separators in one gap; more than `) - ` is a new number.
const MAX_VISIBLE = 3;

export interface SplitDigits {
  digits: string;
  /** Lengths of the runs of digits between separators. */
  groups: number[];
}

/** Reads a number written with separators; undefined when a gap is too wide for one number. */
export function readSplitDigits(source: string): SplitDigits | undefined {
  const groups: number[] = [];
  let digits = '';
  let visible = 0;
  let open = false;
  for (const character of source) {
    if (/[0-9Xx]/.test(character)) {
      if (open) groups[groups.length - 1]! += 1;
      else groups.push(1);
      digits += character;
      open = true;
      visible = 0;
    } else if (character !== FILLER) {
      open = false;
      visible++;
      if (visible > MAX_VISIBLE) return undefined;
    }
  }
  return { digits, groups };
}

/** True for one piece, a few pieces, or every digit apart: the ways in which one number is written. */
export function isOneNumber({ digits, groups }: SplitDigits, maxGroups: number): boolean {
  return groups.length <= maxGroups || groups.length >= digits.length - 1;
}

/** A number so introduced names a matter, not a person: 工单编号：…, 快递单号 … */
const MATTER_CUE =
  /(?:单号|单编号|编号|流水号?|订单|工单|运单|执照|许可证|受理号|案号|文号|批号|序列号|合同号|项目号|发票号?|事项码|条码|统一社会信用代码)(?:码)?[是为:：#\s]{0,3}$/;

/** True when the words right before `at` introduce the number of a matter. */
export function isMatterNumber(shadow: string, at: number): boolean {
  return MATTER_CUE.test(shadow.slice(Math.max(0, at - 14), at));
}
