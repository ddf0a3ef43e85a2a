import { FileShapeError } from '#ingest/files/file-row.ts';
import { readCellsOf } from '#ingest/files/read-cells.ts';
import { readFollowUps } from './read-follow-ups.ts';

/** The 回访 in the bytes of a CSV or XLSX, or what is wrong with the file as a whole, for the person who gave it. */
export async function readFollowUpFile(
  bytes: Buffer,
): Promise<({ kind: 'read' } & ReturnType<typeof readFollowUps>) | { kind: 'unreadable'; problem: string }> {
  try {
    return { kind: 'read', ...readFollowUps(await readCellsOf(bytes)) };
  } catch (error) {
    if (error instanceof FileShapeError) return { kind: 'unreadable', problem: error.message };
    throw error;
  }
}
