import type { Item } from './files-in.ts';

/** How two tickets about a lamp end when they are read right. */
export const ONE = '1 2020-12-01T02:00';
export const TWO = '2 2020-12-01T02:00';
export const both = [ONE, TWO];

export const header = '工单编号,标题,主要内容,受理时间';
export const line = (id: string | number, time = '2020-12-01 10:00:00'): string =>
  `${id},路灯坏了,路灯坏了很久没人修,${time}`;
/** The two as a table. */
export const csv = `${header}\n${line(1)}\n${line(2)}\n`;

/** The same as objects. */
export const item = (id: unknown): Item => ({
  id,
  title: '路灯',
  content: '路灯坏了没人修',
  created_at: '2020-12-01 10:00:00',
});
export const list = [item(1), item(2)];
export const json = (value: unknown): string => JSON.stringify(value);

/** What a resident says in a group, and what is answered. */
export const said = '消防栓被撞坏了，喷出大量的水';
export const answered = '马上联系水务';
