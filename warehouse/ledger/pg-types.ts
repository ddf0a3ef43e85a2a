import { types, type CustomTypesConfig } from 'pg';

type Parser = (text: string) => unknown;

const { builtins } = types;

function toInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`int8 ${text} is beyond what a number holds`);
  return value;
}

const defaultInstant = types.getTypeParser(builtins.TIMESTAMPTZ) as (text: string) => Date;
const toInstant: Parser = (text) => defaultInstant(text).toISOString();
const asText: Parser = (text) => text;

// Object ids of array types are fixed in pg_type.dat, but `pg` names only the scalar ones.
const int8Array = 1016;
const numericArray = 1231;
const timestamptzArray = 1185;
const dateArray = 1182;

const textArray = types.getTypeParser(1009 as never) as (text: string) => (string | null)[];
const arrayOf =
  (parse: Parser): Parser =>
  (text) =>
    textArray(text).map((item) => (item === null ? null : parse(item)));

const parsers = new Map<number, Parser>([
  [builtins.INT8, toInteger],
  [builtins.NUMERIC, Number],
  [builtins.TIMESTAMPTZ, toInstant],
  [builtins.DATE, asText],
  [int8Array, arrayOf(toInteger)],
  [numericArray, arrayOf(Number)],
  [timestamptzArray, arrayOf(toInstant)],
  [dateArray, arrayOf(asText)],
]);

/** How values of the ledger become values of ours; everything not named here is parsed as `pg` does. */
export const pgTypes = {
  getTypeParser(id: number, format?: 'text' | 'binary'): Parser {
    const own = format === 'binary' ? undefined : parsers.get(id);
    return own ?? (types.getTypeParser(id, format as 'text') as Parser);
  },
} as CustomTypesConfig;
