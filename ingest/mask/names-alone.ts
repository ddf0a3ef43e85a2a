import { isPhrase, OFFICE } from './names.ts';
import type { PersonalDataSpan } from './personal-data.ts';
import { isCommonSurname, surnameLength } from './surnames.ts';

/** Names that no cue introduces and no number: what stands around them tells. */
export function findNamesAlone(shadow: string): PersonalDataSpan[] {
  return [...mentioned(shadow), ...described(shadow), ...surnamesTold(shadow)];
}

/** @张三: a member of a group, by a name of its own; @物业 and @李书记 are offices. */
const MENTION = /@([\u4e00-\u9fff]{2,4})(?![\u4e00-\u9fff])/g;

function mentioned(shadow: string): PersonalDataSpan[] {
  return Array.from(shadow.matchAll(MENTION)).flatMap(({ index, 1: name = '' }) => {
    const surname = surnameLength(name, 0);
    const given = name.length - surname;
    const isName = surname === 2 || isCommonSurname(name[0]!);
    const start = index + 1;
    if (!isName || given < 1 || given > 2 || OFFICE.test(name) || isPhrase(name, 0, name.length)) return [];
    return [{ kind: 'name', start, end: start + name.length }];
  });
}

/** 姜子牙，男，65岁: as a form is read out. */
const DESCRIBED = /(?<![\u4e00-\u9fff])([\u4e00-\u9fff]{2,4})[,，、 (]{1,2}[男女](?=[,，、 )\d])/g;

function described(shadow: string): PersonalDataSpan[] {
  return Array.from(shadow.matchAll(DESCRIBED)).flatMap(({ index, 1: name = '' }) => {
    const surname = surnameLength(name, 0);
    const given = name.length - surname;
    if (surname === 0 || given < 1 || given > 2 || OFFICE.test(name) || isPhrase(name, 0, name.length)) return [];
    return [{ kind: 'name', start: index, end: index + name.length }];
  });
}

/** 我姓苏，: the surname alone, where nothing goes on behind it. */
const SURNAME_TOLD = /我姓([\u4e00-\u9fff]{1,2})(?![\u4e00-\u9fff]|[,，](?:我|名)?叫)/g;

function surnamesTold(shadow: string): PersonalDataSpan[] {
  return Array.from(shadow.matchAll(SURNAME_TOLD)).flatMap(({ index, 1: name = '' }) =>
    surnameLength(name, 0) === name.length ? [{ kind: 'name', start: index + 2, end: index + 2 + name.length }] : [],
  );
}
