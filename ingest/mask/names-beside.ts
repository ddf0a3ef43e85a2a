import { isPhrase } from './names.ts';
import type { PersonalDataSpan } from './personal-data.ts';
import { isCommonSurname, surnameLength } from './surnames.ts';

/** What stands between a name and the number behind it: 张伟（电话：…, 李芳 手机号… */
const BEFORE =
  /(?<![\u4e00-\u9fff])(?:请|可以?|直接|有事)?(?:联系|联络|致电|拨打|打给|转告|找|问|我叫|与|和)?([\u4e00-\u9fff]{2,4})[ (:：,，]{0,3}(?:的?(?:联系)?(?:电话|手机|方式|身份证)(?:号码?)?)?[ :：是为]{0,3}$/;
const AFTER = /^[ (,，、:：]{0,3}([\u4e00-\u9fff]{2,4})(?![\u4e00-\u9fff])/;
/** Looked at on each side: the longest of those forms. */
const REACH = 28;
/** Only numbers that belong to one person; a place has a landline. */
const PERSONAL: ReadonlySet<string> = new Set(['mobile', 'idCard']);
/** Words that begin with a surname and stand beside a number more often than a name. */
const NOT_BESIDE = new Set('谢了 常用 常备 万达 高先 房产 余生 施救 严查 于此 任何 向我 许多'.split(' '));

/** Names that nothing introduces but the number beside them: 王小二 138…, 138…（张伟）. `found` is what was found before. */
export function findNamesBeside(shadow: string, found: readonly PersonalDataSpan[]): PersonalDataSpan[] {
  return found
    .filter(({ kind }) => PERSONAL.has(kind))
    .flatMap(({ start, end }) => {
      const ahead = BEFORE.exec(shadow.slice(Math.max(0, start - REACH), start));
      const from = Math.max(0, start - REACH);
      const behind = AFTER.exec(shadow.slice(end, end + REACH));
      return [
        ...(ahead && isName(ahead[1]!) ? [spanAt(from + ahead.index + ahead[0].indexOf(ahead[1]!), ahead[1]!)] : []),
        ...(behind && isName(behind[1]!) ? [spanAt(end + behind[0].length - behind[1]!.length, behind[1]!)] : []),
      ];
    });
}

const spanAt = (start: number, name: string): PersonalDataSpan => ({ kind: 'name', start, end: start + name.length });

function isName(word: string): boolean {
  const given = word.length - surnameLength(word, 0);
  const isSurname = isCommonSurname(word[0]!) || surnameLength(word, 0) === 2;
  return isSurname && given >= 1 && given <= 2 && !NOT_BESIDE.has(word.slice(0, 2)) && !isPhrase(word, 0, word.length);
}
