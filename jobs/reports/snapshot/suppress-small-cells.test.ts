import { array, assert, integer, property } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CellSum, type CountedCell, type Cycle, MIN_CELL, suppressSmallCells } from './suppress-small-cells.ts';

const WARDS = ['a', 'b'];
const TOPICS = ['neighbours', 'parking', 'noise'];

/** Between two wards, and of the whole district. */
function cyclesOf(key: string): Cycle[][] {
  const [ward = '', topic = ''] = key.split('|');
  const others = TOPICS.filter((each) => each !== topic);
  const between = WARDS.filter((other) => ward !== '' && other !== ward).flatMap((other) =>
    others.map((each) => ({
      minus: [`${ward}|${topic}`, `${other}|${each}`],
      plus: [`${ward}|${each}`, `${other}|${topic}`],
    })),
  );
  const whole = WARDS.flatMap((each) =>
    others.map((other) => ({ minus: [`${each}|${topic}`, `|${topic}`], plus: [`${each}|${other}`, `|${other}`] })),
  );
  return [between, whole];
}

const sum = (numbers: number[]): number => numbers.reduce((a, b) => a + b, 0);

/** Two wards below a district by three topics, the first sensitive; every total is a cell too. */
function table(values: readonly number[]): { cells: Map<string, CountedCell>; sums: CellSum[] } {
  const at = (ward: string, topic: string): number => values[WARDS.indexOf(ward) * 3 + TOPICS.indexOf(topic)]!;
  const cells = new Map<string, CountedCell>();
  const put = (key: string, value: number, sensitive: boolean): void =>
    void cells.set(key, { value, small: sensitive && value > 0 && value < MIN_CELL, fixed: key.endsWith('|') });
  for (const topic of TOPICS) {
    for (const ward of WARDS) put(`${ward}|${topic}`, at(ward, topic), topic === 'neighbours');
    put(`|${topic}`, sum(WARDS.map((ward) => at(ward, topic))), topic === 'neighbours');
  }
  for (const ward of WARDS) put(`${ward}|`, sum(TOPICS.map((topic) => at(ward, topic))), false);
  put('|', sum([...values]), false);
  const sums = [
    ...[...WARDS, ''].map((ward) => ({ total: `${ward}|`, parts: TOPICS.map((topic) => `${ward}|${topic}`) })),
    ...[...TOPICS, ''].map((topic) => ({ total: `|${topic}`, parts: WARDS.map((ward) => `${ward}|${topic}`) })),
  ];
  return { cells, sums };
}

const INNER = WARDS.flatMap((ward) => TOPICS.map((topic) => `${ward}|${topic}`));

/** All tables of whole numbers up to 6 that agree with what is published: what an attacker who tries everything knows. */
function* consistent(
  { cells, sums }: ReturnType<typeof table>,
  hidden: ReadonlySet<string>,
): Generator<Map<string, number>> {
  const open = INNER.filter((key) => hidden.has(key) || cells.get(key)!.value === 0);
  for (let n = 0; n < 7 ** open.length; n++) {
    const guess = new Map(INNER.map((key) => [key, cells.get(key)!.value]));
    for (const [at, key] of open.entries()) guess.set(key, Math.floor(n / 7 ** at) % 7);
    const valueOf = (key: string): number => {
      const [ward = '', topic = ''] = key.split('|');
      return sum(INNER.filter((each) => each.startsWith(ward) && each.endsWith(topic)).map((each) => guess.get(each)!));
    };
    const agrees = (key: string): boolean =>
      hidden.has(key) || (!key.endsWith('|') && cells.get(key)!.value === 0) || valueOf(key) === cells.get(key)!.value;
    if (sums.every(({ total }) => agrees(total))) yield guess;
  }
}

describe('small cells of a sensitive topic', () => {
  test('are left out together with one beside them, in the row and in the column', () => {
    const { cells, sums } = table([1, 5, 7, 4, 3, 9]);
    const hidden = suppressSmallCells(cells, sums, { cyclesOf });
    expect(hidden).toContain('a|neighbours');
    expect([...hidden].filter((key) => key.startsWith('a|')).length).toBeGreaterThan(1);
    expect([...hidden].filter((key) => key.endsWith('|neighbours')).length).toBeGreaterThan(1);
    expect(hidden).not.toContain('a|');
  });

  test('do not exist, and nothing is left out, when all are zero or three and more', () => {
    const { cells, sums } = table([0, 1, 2, 3, 1, 2]);
    expect(suppressSmallCells(cells, sums, { cyclesOf }).size).toBe(0);
  });

  test('cannot be worked out by anybody who tries every table that agrees with what is published', () => {
    assert(
      property(array(integer({ min: 0, max: 4 }), { minLength: 6, maxLength: 6 }), (values) => {
        const made = table(values);
        const hidden = suppressSmallCells(made.cells, made.sums, { cyclesOf });
        const small = INNER.filter((key) => made.cells.get(key)!.small);
        if (small.length === 0) return true;
        const seen = new Map(small.map((key) => [key, new Set<number>()]));
        for (const guess of consistent(made, hidden)) {
          for (const key of small) seen.get(key)!.add(guess.get(key)!);
          if ([...seen.values()].every((guesses) => guesses.size > 1)) return true;
        }
        // Where everything that may be left out is left out, no choice of cells can do more.
        return [...made.cells].every(([key, { value, fixed }]) => fixed || value === 0 || hidden.has(key));
      }),
      { numRuns: 25, seed: 7 },
    );
  });
});
