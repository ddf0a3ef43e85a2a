import { openSystem, type SystemOptions } from './open-system.ts';

/** `minqing migrate`: opening a system brings its stores up to date; this does nothing else. */
export async function migrate(options: SystemOptions): Promise<void> {
  const system = await openSystem(options, { attach: true });
  await system.close();
  console.log('两个存储的结构都是最新的');
}
