import { expect, it } from 'vitest';
import { takeTurn } from './take-turn.ts';

const rest = () => new Promise((done) => setTimeout(done, 30));

it('does one piece per task in the order of the page: what a piece leads to before what waited behind it', async () => {
  const done: string[] = [];
  let task = 0;
  const note = (name: string) => () => {
    const mine = ++task;
    done.push(name);
    // What a component starts when it is drawn is still its own.
    queueMicrotask(() => {
      if (name === 'list') for (const row of ['row 1', 'row 2']) takeTurn(note(row));
      expect(task).toBe(mine);
    });
  };
  for (const name of ['list', 'chart', 'table']) takeTurn(note(name));
  expect(done).toEqual([]);
  await rest();
  expect(done).toEqual(['list', 'row 1', 'row 2', 'chart', 'table']);
});

it('leaves out what was taken back, and goes on', async () => {
  const done: string[] = [];
  takeTurn(() => done.push('first'));
  const cancel = takeTurn(() => done.push('gone'));
  takeTurn(() => done.push('last'));
  cancel();
  await rest();
  expect(done).toEqual(['first', 'last']);
});
