import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { StoreError } from './store-error.ts';

/** One file of a migration folder. */
export interface Migration {
  number: number;
  /** File name, e.g. 0003_create_documents.sql. */
  name: string;
  sql: string;
  /** sha-256 of the file, hexadecimal. */
  checksum: string;
}

/** What a database remembers of a migration that it took. */
export type AppliedMigration = Pick<Migration, 'number' | 'name' | 'checksum'>;

const fileName = /^(\d{4})_[a-z][a-z0-9_]*\.sql$/;

/** Reads a folder of NNNN_verb_object.sql files, in order. Throws StoreError for a wrong name or a number used twice. */
export async function readMigrations(folder: string): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).toSorted();
  const migrations = await Promise.all(names.map((name) => readMigration(folder, name)));
  for (const [index, { number, name }] of migrations.entries()) {
    const before = index === 0 ? 0 : migrations[index - 1]!.number;
    if (number === before) {
      throw new StoreError(
        `迁移编号 ${name.slice(0, 4)} 被两个文件使用，请改号。(Two migrations carry the number of ${name}.)`,
      );
    }
  }
  return migrations;
}

async function readMigration(folder: string, name: string): Promise<Migration> {
  const digits = fileName.exec(name)?.[1];
  if (digits === undefined) {
    throw new StoreError(`迁移文件 ${name} 的名称应为 NNNN_verb_object.sql。(Migration ${name} is misnamed.)`);
  }
  const sql = await readFile(join(folder, name), 'utf8');
  return { number: Number(digits), name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
}

/**
 * The migrations that a database still needs, in order.
 * Throws StoreError when an applied file was edited, renamed or is gone, or a new one fills a gap below it:
 * history is never rewritten, and every database takes the files in one order.
 */
export function pendingMigrations(files: readonly Migration[], applied: readonly AppliedMigration[]): Migration[] {
  const known = new Map(files.map((file) => [file.number, file]));
  for (const { number, name, checksum } of applied) {
    const file = known.get(number);
    if (file === undefined) {
      throw new StoreError(
        `数据库已执行迁移 ${name}，而本程序没有该文件：数据库由更新的版本使用过，请升级程序。(The database was used by a newer version: ${name} is unknown here.)`,
      );
    }
    if (file.name !== name || file.checksum !== checksum) {
      throw new StoreError(
        `迁移 ${name} 执行后又被改动，请恢复原文件，并把改动写成新的迁移文件。(Applied migration ${name} was edited: restore it and add a new file.)`,
      );
    }
  }
  const done = new Set(applied.map(({ number }) => number));
  const highest = Math.max(0, ...done);
  const pending = files.filter(({ number }) => !done.has(number));
  const late = pending.find(({ number }) => number < highest);
  if (late) {
    throw new StoreError(
      `迁移 ${late.name} 的编号小于已执行的 ${highest}，请改为更大的编号。(Migration ${late.name} fills a gap below ${highest}, which is applied: give it a higher number.)`,
    );
  }
  return pending;
}
