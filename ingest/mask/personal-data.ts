/** Kinds of personal data that the masker knows, with the token that replaces each. */
export const maskTokens = {
  mobile: '〔手机号〕',
  landline: '〔座机号〕',
  idCard: '〔身份证号〕',
  bankCard: '〔银行卡号〕',
  plate: '〔车牌〕',
  email: '〔邮箱〕',
  wechat: '〔微信号〕',
  qq: '〔QQ号〕',
  name: '〔姓名〕',
  room: '〔房号〕',
} as const;
export type PersonalDataKind = keyof typeof maskTokens;
export const personalDataKinds = Object.keys(maskTokens) as PersonalDataKind[];

/** A stretch of a text that names or reaches a person; offsets in UTF-16 units, end exclusive. */
export interface PersonalDataSpan {
  kind: PersonalDataKind;
  start: number;
  end: number;
}

/** Finds one kind of data in a shadow (see shadow.ts): the spans of one call do not overlap. */
export type Detector = (shadow: string) => PersonalDataSpan[];
