import type { FastifyReply } from 'fastify';
import { escapeXml } from '#jobs/sheets/xml.ts';
import type { Open311Record } from '../pages/open311-requests.ts';

/** The names of the elements in XML: of the whole list and of one entry. */
export type Open311List = readonly [root: string, entry: string];

export const SERVICES: Open311List = ['services', 'service'];
export const REQUESTS: Open311List = ['service_requests', 'request'];
const ERRORS: Open311List = ['errors', 'error'];

/** Sends records as GeoReport v2 words them in JSON or XML. */
export function sendRecords(
  reply: FastifyReply,
  { format, list, status = 200 }: { format: string; list: Open311List; status?: number },
  records: readonly Open311Record[],
): void {
  const isXml = format === 'xml';
  const type = isXml ? 'text/xml' : 'application/json';
  // Fronts are pages of other hosts; what is given out is public.
  void reply.header('Access-Control-Allow-Origin', '*');
  void reply
    .status(status)
    .type(`${type}; charset=utf-8`)
    .send(isXml ? xmlOf(list, records) : JSON.stringify(records));
}

/** An error as the standard words it. */
export function sendError(reply: FastifyReply, format: string, status: number, description: string): void {
  sendRecords(reply, { format, list: ERRORS, status }, [{ code: String(status), description }]);
}

function xmlOf([root, entry]: Open311List, records: readonly Open311Record[]): string {
  const entries = records.map((record) => `<${entry}>${fieldsOf(record)}</${entry}>`).join('');
  return `<?xml version="1.0" encoding="utf-8"?><${root}>${entries}</${root}>`;
}

function fieldsOf(record: Open311Record): string {
  return Object.entries(record)
    .map(([name, value]) => `<${name}>${escapeXml(value)}</${name}>`)
    .join('');
}
