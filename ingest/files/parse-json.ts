import { parseExactJson } from '../sources/exact-json.ts';
import { pythonAsJson } from './python-literal.ts';
import { relaxJson } from './relax-json.ts';

/** What servers put before JSON: a mark against inclusion by scripts, or the call of JSONP with a comment before it. */
const BEFORE = /^(?:\)\]\}',?|while\(1\);|for\(;;\);)\s*/;
const CALL = /^(?:\/\*.*?\*\/\s*)?(?:typeof [\w$.]+ === ?["']function["'] && )?[A-Za-z_$][\w$.]{0,99}\s*\(\s*(?=[[{"])/;
/** `window.YTD.tweets.part0 = [`, `module.exports = {`, behind lines of comment. */
const COMMENTS = /^(?:(?:\/\/[^\n]*\n|\/\*[^*]{0,2000}\*\/)\s*)+/;
const ASSIGNED = /^(?:(?:var|let|const)\s+|export\s+default\s*)?(?:[A-Za-z_$][\w$.]{0,99}\s*=\s*)?(?=[[{])/;
/** Python writes numbers that JSON has no word for. */
const NO_NUMBERS = /(?<=[:[,]\s*)(?:NaN|-?Infinity)(?=\s*[,\]}])/g;
const CALL_END = /\)\s*;?\s*$/;
/** A list whose last element is followed by a comma, as scripts write it that print line by line. */
const LAST_COMMA = /,\s*([\]}])\s*$/;

/** True where a text begins like JSON with something around it that `parseLenientJson` takes away. */
export const isWrappedJson = (text: string): boolean =>
  BEFORE.test(text) || CALL.test(text) || /^(?:\[\s*\[|"\[?\s*\{\\")/.test(text) || isAssigned(text);

function isAssigned(text: string): boolean {
  const bare = text.replace(COMMENTS, '');
  return /^[A-Za-z_$]/.test(bare) ? (ASSIGNED.exec(bare)?.[0] ?? '') !== '' : bare !== text && /^[[{]/.test(bare);
}

/**
 * The value of a JSON document as platforms and tools save it: behind JSONP or a guard, as a text that holds JSON, with a
 * comma too many, with comments or the spelling of scripts, or several values one after the other (a list then).
 * `undefined` where it is none of that.
 */
export function parseLenientJson(source: string): unknown {
  const text = source
    .replace(/^\uFEFF/, '')
    .replace(/\p{Cc}{1,8}$/u, '')
    .trim();
  const bare = text.replace(BEFORE, '').replace(COMMENTS, '');
  const called = CALL.test(bare) ? bare.replace(CALL, '').replace(CALL_END, '') : assigned(bare);
  const value =
    parse(called) ??
    parse(called.replace(LAST_COMMA, '$1')) ??
    severalValues(called) ??
    parse(called.replace(NO_NUMBERS, 'null')) ??
    fromPython(called) ??
    relaxed(called);
  return typeof value === 'string' ? parse(value) : value;
}

/** What a person or a script wrote; whole, or values one after the other. */
function relaxed(text: string): unknown {
  if (!/^[[{/]/.test(text)) return undefined;
  const json = relaxJson(text);
  return parse(json) ?? severalValues(json);
}

/** What Python printed; whole, or a value on each line. */
function fromPython(text: string): unknown {
  const json = /^[[{(]\s*[[{(]?\s*[ubUB]?'/.test(text) ? pythonAsJson(text) : undefined;
  return json === undefined ? undefined : (parse(json) ?? severalValues(json));
}

/** What is assigned, without the name and the semicolon. */
const assigned = (text: string): string => {
  const bare = text.replace(ASSIGNED, '');
  return bare === text ? text : bare.replace(/;\s*$/, '');
};

function parse(text: string): unknown {
  try {
    return parseExactJson(text);
  } catch {
    return undefined;
  }
}

/** Objects or lists one after the other, on one line or on many; `undefined` where one of them is broken. */
function severalValues(text: string): unknown[] | undefined {
  const values: unknown[] = [];
  let [start, depth, inText] = [-1, 0, false];
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (inText) {
      if (character === '\\') at++;
      else if (character === '"') inText = false;
    } else if (character === '"') inText = true;
    else if (character === '{' || character === '[') {
      if (depth++ === 0) start = at;
    } else if ((character === '}' || character === ']') && --depth === 0) {
      const value = parse(text.slice(start, at + 1));
      if (value === undefined) return undefined;
      values.push(value);
    }
    if (depth < 0) return undefined;
  }
  return depth === 0 && values.length > 1 ? values : undefined;
}
