import { readFile, stat } from 'node:fs/promises';
import { parseItemPath, readItemPath } from '../sources/item-path.ts';
import { readManifest } from '../sources/load-manifest.ts';
import { mapItem } from '../sources/map-item.ts';
import { parseXml } from '../sources/parse-xml.ts';
import type { ColumnMap } from './column-map.ts';
import { chatJsonLines } from './chat-columns.ts';
import { chatRows, type NamedGroup } from './chat-rows.ts';
import { FileShapeError, problemRow, type FileRow } from './file-row.ts';
import { fieldsOf, findList, findOneItem, holdsOneOf, looksLikeItem } from './find-list.ts';
import { withNamedFields } from './named-fields.ts';
import { answersOf } from './recorded-answers.ts';
import { jsonTable } from './json-table.ts';
import { parseLenientJson } from './parse-json.ts';
import { keyedRow, type KeyedOptions } from './read-jsonl.ts';
import { parseYaml } from './read-yaml.ts';
import { detectEncoding } from './detect-encoding.ts';

// A JSON or XML document is parsed whole; 64 MB are some 100 000 requests.
const MAX_DOCUMENT_BYTES = 64 * 1024 * 1024;

/** Where the documents that are known keep their items, and the manifest that knows their fields. */
const shapes: { path: string[]; manifest: string }[] = [
  { path: ['service_requests'], manifest: 'open311' },
  { path: ['service_requests', 'request'], manifest: 'open311' },
  { path: ['requests'], manifest: 'open311' },
  { path: ['post_stream', 'posts'], manifest: 'discourse-posts' },
  { path: ['latest_posts'], manifest: 'discourse-posts' },
  { path: ['topic_list', 'topics'], manifest: 'discourse' },
  // A saved answer of any platform: its list, with fields by their known names.
  ...['rows', 'items', 'list', 'data', 'records', 'results'].flatMap((name) => [
    { path: [name], manifest: '' },
    { path: ['data', name], manifest: '' },
    { path: ['result', name], manifest: '' },
  ]),
];

/** Lists that belong to the same standards and hold no requests or posts: what kinds there are, what they ask for. */
const referenceLists = [['services'], ['service_definition'], ['category_list', 'categories']];

function isReferenceList(document: unknown): boolean {
  if (Array.isArray(document))
    return (
      document.length > 0 && document.every((item) => isObject(item) && 'service_code' in item && 'metadata' in item)
    );
  return referenceLists.some((path) => readItemPath(document, parseItemPath(path.join('.')) ?? []) !== undefined);
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function findItems(document: unknown): { items: unknown[]; manifest: string } | undefined {
  // Pages of a list that were saved one after the other are lists in a list.
  if (Array.isArray(document)) return pagesOf(document) ?? listOf(jsonTable(document) ?? document.flat(2));
  for (const { path, manifest } of shapes) {
    const holder = readItemPath(document, parseItemPath(path.slice(0, -1).join('.')) ?? []);
    // Asked of a list, a path would give the list of what its elements have there.
    const found = isObject(holder) ? holder[path.at(-1)!] : undefined;
    if (Array.isArray(found) && (manifest || found.length === 0 || found.some(isObject)))
      return manifest ? { items: found, manifest } : listOf(found);
    // <service_requests/>: an answer without a request.
    if (found === '') return { items: [], manifest };
    if (manifest && isObject(found) && looksLikeItem(found)) return { items: [found], manifest };
  }
  const list = findList(document);
  if (list) return listOf(list);
  const one = findOneItem(document);
  return one === undefined ? undefined : listOf([one]);
}

/** Whole answers one after the other, each with its list; `undefined` where it is the items themselves. */
function pagesOf(document: readonly unknown[]): { items: unknown[]; manifest: string } | undefined {
  if (document.length === 0 || document.some((page) => !isObject(page) || looksLikeItem(fieldsOf(page))))
    return undefined;
  const pages = document.map(findItems);
  if (!pages.every((page) => page !== undefined)) return undefined;
  return {
    items: pages.flatMap((page) => page.items),
    manifest: pages.find((page) => page.items.length > 0)?.manifest ?? '',
  };
}

function listOf(items: unknown[]): { items: unknown[]; manifest: string } {
  const open311 = items.some(
    (item) => isObject(item) && ('service_request_id' in item || 'requested_datetime' in item),
  );
  return { items: items.map(fieldsOf), manifest: open311 ? 'open311' : '' };
}

/**
 * A document as text.
 * @throws FileShapeError when it is larger than can be read whole.
 */
export async function readWhole(path: string): Promise<string> {
  const { size } = await stat(path);
  if (size > MAX_DOCUMENT_BYTES) throw new FileShapeError('文件超过 64 MB，不能整个读入，请改用 JSONL 或 CSV');
  const bytes = await readFile(path);
  return new TextDecoder(detectEncoding(bytes.subarray(0, 65_536))).decode(bytes);
}

/** Databases write a row as attributes of one element, or its cells as elements that an attribute names. */
function findInAttributes(text: string): ReturnType<typeof findItems> {
  const document = parseXml(text, 'attributes');
  return findItems(withNamedFields(document)) ?? findItems(document);
}

/** A list whose names only the person knows. */
function namedItems(document: unknown, map: ColumnMap | undefined): { items: unknown[]; manifest: string } | undefined {
  const list = map && findList(document, holdsOneOf(new Set(Object.values(map).flat())));
  return list && { items: list, manifest: '' };
}

const parsers = {
  json: {
    parse: parseLenientJson,
    broken: problemRow(1, 'bad_json', 'JSON 不完整或有错'),
  },
  xml: {
    parse: (text: string) => parseXml(text),
    broken: problemRow(1, 'bad_xml', 'XML 不完整或有错'),
  },
  yaml: { parse: parseYaml, broken: problemRow(1, 'bad_yaml', 'YAML 不完整或有错') },
} satisfies Record<string, { parse: (text: string) => unknown; broken: FileRow }>;

/** Open311 requests, a Discourse topic or list, or any list of objects in JSON, XML or YAML. */
export async function* readDocument(
  path: string,
  format: keyof typeof parsers,
  options: KeyedOptions & { group: NamedGroup },
): AsyncGenerator<FileRow> {
  const text = await readWhole(path);
  const parsed = parsers[format].parse(text);
  const document = answersOf(parsed) ?? parsed;
  if (document === undefined) return yield parsers[format].broken;
  // Taken along with the rest of an export; there is nothing in it to take in.
  if (isReferenceList(document)) return;
  const chat = chatJsonLines(document);
  if (chat)
    return yield* chatRows(chat.spoken, { ...options.group, name: chat.group || options.group.name }, options.place);
  const found =
    namedItems(document, options.map) ?? findItems(document) ?? (format === 'xml' ? findInAttributes(text) : undefined);
  if (!found) {
    const held = isObject(document) ? Object.keys(document).slice(0, 5).join(' ') : typeof document;
    yield problemRow(1, 'no_items', `没有找到诉求列表；最外层是 ${held}；列名认不出时可加 --map 字段=列名`);
    return;
  }
  const manifest = found.manifest && !options.map ? await readManifest(found.manifest, '') : undefined;
  for (const [at, item] of found.items.entries()) {
    const line = at + 1;
    if (!isObject(item)) yield problemRow(line, 'not_an_object', '列表里的这一项不是对象');
    else if (manifest)
      yield { line, row: mapItem(item, { ...manifest, timeZone: options.place.zone }, options.place.at) };
    else yield { line, row: keyedRow(item, options) };
  }
}
