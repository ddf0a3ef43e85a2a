import type { PersonalDataSpan } from './personal-data.ts';

const DOMAIN = '[A-Za-z0-9-]{1,40}(?:[ ]?(?:[.。点]|[[(]dot[\\])]|(?<= )dot(?= ))[ ]?[A-Za-z0-9-]{2,20}){1,3}';
/** One that needs no @ to be told. */
const WHOLE_DOMAIN = '[A-Za-z0-9-]{1,40}[.](?:com|cn|net|org)';
const EMAIL = new RegExp(
  `(?<![A-Za-z0-9])[A-Za-z0-9][A-Za-z0-9._%+-]{0,63}[ ]?(?:@|\\(at\\)|\\[at\\]|#at#|艾特|(?<= )at(?= ))[ ]?${DOMAIN}|(?<![A-Za-z0-9])[A-Za-z][A-Za-z0-9._-]{2,40}#${WHOLE_DOMAIN}`,
  'gi',
);

/** Mail addresses, also with (at) or 艾特, spaces around the sign or 点 for the dot. */
export function findEmails(shadow: string): PersonalDataSpan[] {
  return [...shadow.matchAll(EMAIL)].map(({ index, 0: all }) => ({
    kind: 'email',
    start: index,
    end: index + all.length,
  }));
}

const WECHAT = new RegExp(
  '(?:微[ \\u0001]?信|薇信|威信|徽信|卫星|围信|加我?威|[+\\u0001][vV](?= )|(?:抖音|快手|小红书|支付宝|钉钉|旺旺|微博)(?=账号|帐号|号|ID)|微[xX]|[vV]信|wei信|加微|加我?(?:个)?[vV]|(?<![A-Za-z0-9])[vV](?=[:：])|(?<![A-Za-z])(?:weixin|wechat|vx|wx))' +
    '((?:[ \\u0001]?(?:账号|帐号|号码|号|id|是|为|也是|联系|加|我|的))*[\\s:：=(【「\\u0001]{0,4})' +
    '([A-Za-z][A-Za-z0-9_-]{5,19}|[1-9][0-9]{4,10})(?![A-Za-z0-9])',
  'gi',
);
/** Words that stand behind 微信 and are no id. */
const NOT_ID = /^(?:wechat|weixin|android|iphone|windows|official|online|business)$/i;
const QQ = new RegExp(
  '(?:(?<![A-Za-z])(?:Q ?Q|Q(?=号|[:：]))|扣扣|企鹅号?|球球号?|加[Qq](?![A-Za-z]))(?:号码|群号|群主|号|群)?[\\s:：=是为\\u0001]{0,4}' +
    '([1-9](?:[ \\u0001-]?[0-9]){4,10})(?![0-9年元])',
  'gi',
);

/** WeChat ids behind a word for WeChat. A bare word of letters needs a 号 or a colon before it. */
export function findWechatIds(shadow: string): PersonalDataSpan[] {
  const found: PersonalDataSpan[] = [];
  for (const match of shadow.matchAll(WECHAT)) {
    const link = match[1]!;
    const id = match[2]!;
    const isLinked = /[号:：=(【「]|id|是|为/i.test(link);
    const isLikely = /^[A-Za-z]/.test(id) && (/[0-9_-]/.test(id) || /\s/.test(link));
    if (NOT_ID.test(id) || (!isLinked && !isLikely)) continue;
    const end = match.index + match[0].length;
    found.push({ kind: 'wechat', start: end - id.length, end });
  }
  return found;
}

/** QQ numbers behind a word for QQ. */
export function findQqNumbers(shadow: string): PersonalDataSpan[] {
  return [...shadow.matchAll(QQ)].map(({ index, 0: all, 1: number }) => {
    const end = index + all.length;
    return { kind: 'qq', start: end - number!.length, end };
  });
}
