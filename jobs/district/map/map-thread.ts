import type { District } from '#warehouse/model/district.ts';
import { readWardMap, type WardMapRead } from './read-ward-map.ts';

/** A file of borders as it comes into the thread. */
export interface MapTask {
  bytes: Uint8Array;
  district: District;
  property: string;
}

/** Runs in a thread of its own. */
export default function read({ bytes, district, property }: MapTask): WardMapRead {
  return readWardMap(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), district, property);
}
