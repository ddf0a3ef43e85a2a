import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openSystem } from './open-system.ts';

test('what only reads refuses a folder without data and leaves it as it was', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'minqing-nothing-'));
  try {
    const asked = { attach: true, existing: true };
    await expect(openSystem({ data: folder }, asked)).rejects.toThrow(/里没有数据：请用 --data/);
    expect(readdirSync(folder)).toEqual([]);
    await expect(openSystem({ data: join(folder, 'absent') }, asked)).rejects.toThrow(/里没有数据/);
    expect(existsSync(join(folder, 'absent'))).toBe(false);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
