import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseColumnMap } from '#ingest/files/column-map.ts';
import { FileShapeError } from '#ingest/files/file-row.ts';
import { readFileRows } from '#ingest/files/read-file-rows.ts';
import { loadManifest, ManifestError, readManifest, shippedManifestText } from '#ingest/sources/load-manifest.ts';
import type { Manifest } from '#ingest/sources/manifest.ts';
import { pullPage } from '#ingest/sources/pull-page.ts';
import { SourceFault } from '#ingest/sources/source-fault.ts';
import { cleanDocument, type CleaningContext } from '../intake/clean-document.ts';
import { readPush } from '../intake/read-push.ts';
import { type Dice, mutateBytes, mutateText, mutateValue, pickFrom } from './mutate.ts';
import { sampleFiles } from './sample-files.ts';
import { open311Xml, platformAnswers, rawRow } from './samples.ts';

/** How many rows ended how; an input that is refused as a whole counts as one reject. */
export interface Endings {
  accept: number;
  skip: number;
  reject: number;
}

/** A way in: takes one mutated input through to its end. */
export type EntryPoint = (dice: Dice) => Promise<Endings> | Endings;

const refusedWhole: Endings = { accept: 0, skip: 0, reject: 1 };
/** Most inputs are single rows; a file costs a hundred times as much. Shares of a thousand. */
const SHARES = { row: 700, push: 90, page: 120, manifest: 20, columnMap: 10, file: 60 } as const;

function endingsOf(rows: Iterable<unknown>, context: CleaningContext): Endings {
  const endings: Endings = { accept: 0, skip: 0, reject: 0 };
  for (const row of rows) endings[cleanDocument(row, context).kind] += 1;
  return endings;
}

/** The ways in, each as often as its share says. `folder` takes the files. */
export async function entryPoints(context: CleaningContext, folder: string): Promise<EntryPoint> {
  const points: Record<keyof typeof SHARES, EntryPoint> = {
    row: (dice) => endingsOf([mutateValue(rawRow, dice)], context),
    push: pushEntry(context),
    page: await pageEntry(context),
    manifest: await manifestEntry(),
    columnMap: columnMapEntry,
    file: fileEntry(context, folder),
  };
  const drawn = Object.entries(SHARES).flatMap(([name, share]) =>
    Array.from({ length: share }, () => points[name as keyof typeof SHARES]),
  );
  return (dice) => pickFrom(dice, drawn)(dice);
}

function pushEntry(context: CleaningContext): EntryPoint {
  return (dice) => {
    const body = Buffer.from(JSON.stringify({ items: [rawRow, mutateValue(rawRow, dice)] }));
    const read = readPush(dice(2) === 0 ? mutateBytes(body, dice) : Buffer.from(mutateText(body.toString(), dice)));
    return read.kind === 'rows' ? endingsOf(read.rows, context) : refusedWhole;
  };
}

/** A page of a platform, broken in its values, its text or its bytes; sometimes from a cursor that is broken too. */
async function pageEntry(context: CleaningContext): Promise<EntryPoint> {
  const names = [...Object.keys(platformAnswers), 'open311-xml'];
  const manifests = await Promise.all(names.map((name) => readManifest(name, '')));
  return async (dice) => {
    const manifest = pickFrom(dice, manifests);
    const cursor = dice(4) === 0 ? mutateText(brokenCursor, dice) : null;
    const body = pageBody(manifest, dice);
    const headers = dice(9) === 0 ? { link: mutateText('<http://host/items?page=2>; rel="next"', dice) } : {};
    const answer = async (): Promise<Response> => new Response(body, { status: 200, headers: safe(headers) });
    const source = { id: 'fuzz', baseUrl: 'http://host' };
    try {
      const credential = 'app:secret';
      const page = await pullPage({ manifest, source, credential, cursor, fetch: answer, now: context.now });
      const endings = endingsOf(page.items, context);
      return page.items.length === 0 ? { ...endings, skip: 1 } : endings;
    } catch (error) {
      if (error instanceof SourceFault) return refusedWhole;
      throw error;
    }
  };
}

const brokenCursor =
  '{"kind":"page","since":"2020-12-12T01:30:00.000Z","high":null,"at":2,"began":null,"until":null,"turn":"g1","groups":{"g1":{"seen":1,"from":0,"open":[["x1"]]}}}';

function pageBody(manifest: Manifest, dice: Dice): Uint8Array {
  const xml = manifest.request.format === 'xml';
  const answer = platformAnswers[manifest.platform];
  const whole = xml ? open311Xml : (JSON.stringify(dice(2) === 0 ? mutateValue(answer, dice) : answer) ?? '');
  const kind = dice(3);
  return kind === 0 ? mutateBytes(Buffer.from(whole), dice) : Buffer.from(kind === 1 ? mutateText(whole, dice) : whole);
}

/** What a header may not hold, the HTTP parser has refused before. */
function safe(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, value.replace(/[^\x20-\x7e]/g, '')]));
}

async function manifestEntry(): Promise<EntryPoint> {
  const texts = await Promise.all(Object.keys(platformAnswers).map(shippedManifestText));
  return (dice) => {
    try {
      loadManifest(mutateText(pickFrom(dice, texts), dice), 'fuzz.yaml');
      return { accept: 1, skip: 0, reject: 0 };
    } catch (error) {
      if (error instanceof ManifestError) return refusedWhole;
      throw error;
    }
  };
}

const columnMapEntry: EntryPoint = (dice) => {
  try {
    parseColumnMap(mutateText('externalId=id,publishedAt=time,text=content', dice));
    return { accept: 1, skip: 0, reject: 0 };
  } catch (error) {
    if (error instanceof FileShapeError) return refusedWhole;
    throw error;
  }
};

function fileEntry(context: CleaningContext, folder: string): EntryPoint {
  const files = Object.entries(sampleFiles());
  return async (dice) => {
    const [name, bytes] = pickFrom(dice, files);
    const path = join(folder, name);
    const isText = !/\.(?:xlsx?|ods|docx|zip|gz)$|^(?:wide|big5)\./.test(name) && dice(2) === 0;
    writeFileSync(path, isText ? mutateText(Buffer.from(bytes).toString(), dice) : mutateBytes(bytes, dice));
    const endings: Endings = { accept: 0, skip: 0, reject: 0 };
    try {
      for await (const { row } of readFileRows(path, {})) {
        if (row === undefined) endings.reject += 1;
        else endings[cleanDocument(row, context).kind] += 1;
      }
    } catch (error) {
      if (!(error instanceof FileShapeError)) throw error;
      return refusedWhole;
    }
    // A transcript without a demand, a table without a row: read, and nothing in it.
    if (endings.accept + endings.reject === 0) endings.skip = 1;
    return endings;
  };
}
