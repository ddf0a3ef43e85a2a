import { inflateRawSync } from 'node:zlib';
import { escapeXml } from '../../sheets/xml.ts';
import { writeZip, type ZipPart } from '../../sheets/zip.ts';
import { plainText } from '../content/blocks.ts';
import { blocksOf, figuresOf } from '../content/finish-model.ts';
import type { Block, ReportModel } from '../content/model.ts';
import { tableXml, UNSTYLED } from './docx/document-xml.ts';
import { numberedBlocks } from './numbered-blocks.ts';

/** What of a template cannot be used, in one sentence for whoever wrote it. */
export class TemplateError extends Error {
  override readonly name = 'TemplateError';
}

/** A template of more than this is no letterhead; and what it inflates to is bounded as well. */
const MAX_BYTES = 20 * 1024 * 1024;
const PLACEHOLDER = /\{\{([^{}]{1,100})\}\}/g;

/**
 * A district's own Word file with its placeholders filled: {{标题}} {{编制单位}} {{字号}} {{日期}} {{数据区间}} {{统计编号}},
 * any figure by its key, e.g. {{closeRate}}, and, in paragraphs of their own, {{正文}} (headings, sentences and tables in their
 * order) or one table by its caption, e.g. {{热点问题排行}}. Layout, fonts and everything else stay the template's. Throws
 * TemplateError for a file that is no .docx, or a name that the report has not.
 */
export function fillTemplate(template: Buffer, model: ReportModel): Buffer {
  const values = valuesOf(model);
  const filled = wordParts(template).map((part): ZipPart =>
    isText(part) ? { ...part, data: fill(Buffer.from(part.data).toString(), values) } : part,
  );
  return writeZip(filled);
}

/** Throws TemplateError for a file that is no .docx, or holds no placeholder at all. */
export function checkTemplate(template: Buffer): void {
  const texts = wordParts(template).filter(isText);
  const words = texts.map(({ data }) =>
    Buffer.from(data)
      .toString()
      .replace(/<[^>]+>/g, ''),
  );
  if (!words.some((text) => text.match(PLACEHOLDER)))
    throw new TemplateError('模板里没有占位符，至少写一个 {{标题}} 或 {{正文}}');
}

const MAIN = 'word/document.xml';
const isText = ({ name }: ZipPart): boolean => name === MAIN || /^word\/(?:header|footer)\d*\.xml$/.test(name);

function wordParts(template: Buffer): ZipPart[] {
  if (template.length > MAX_BYTES) throw new TemplateError('模板太大，最多20兆');
  const parts = readParts(template);
  if (!parts.some(({ name }) => name === MAIN)) throw new TemplateError('模板不是 Word 的 .docx 文件');
  return parts;
}

/** What stands for a placeholder: words within a paragraph, or paragraphs and tables in the place of one. */
interface Values {
  words: ReadonlyMap<string, string>;
  blocks: ReadonlyMap<string, readonly Block[]>;
}

function valuesOf(model: ReportModel): Values {
  const blocks = numberedBlocks(model.blocks);
  const tables = blocksOf(model).flatMap((block) =>
    block.kind === 'table' ? [[block.caption, [block]] as const] : [],
  );
  const figures = [...figuresOf(model)].map(([key, { text }]) => [key, text] as const);
  return {
    words: new Map<string, string>([
      ...figures,
      ['标题', model.title],
      ['编制单位', model.issuer],
      ['字号', model.number],
      ['日期', model.date],
      ['数据区间', model.coverage],
      ['统计编号', model.snapshotId],
    ]),
    blocks: new Map<string, readonly Block[]>([...tables, ['正文', blocks]]),
  };
}

/** Word cuts a placeholder into runs as it likes: a paragraph that holds one is read whole and written into its first run. */
function fill(xml: string, { words, blocks }: Values): string {
  return xml.replace(/<w:p[ >](?:(?!<w:p[ >]).)*?<\/w:p>/gs, (paragraph) => {
    const text = [...paragraph.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)].map(([, part]) => part).join('');
    if (!text.includes('{{')) return paragraph;
    const whole = blocks.get(/^\s*\{\{([^{}]+)\}\}\s*$/.exec(text)?.[1]?.trim() ?? '');
    if (!whole) return withText(paragraph, replaced(text, words));
    return whole.map((block) => blockXml(block, paragraph)).join('');
  });
}

/** A block in the look of the placeholder's paragraph; charts stay in the report itself. */
function blockXml(block: Block, paragraph: string): string {
  const line = (text: string): string => withText(paragraph, escapeXml(text));
  if (block.kind === 'heading') return line(block.text);
  if (block.kind === 'paragraph') return line(plainText(block.inlines));
  if (block.kind !== 'table') return '';
  // A paragraph behind it, as a cell of a table has to end with one. LibreOffice takes a table apart whose style is missing.
  return line(block.caption) + tableXml(block, UNSTYLED) + line(block.note === undefined ? '' : `注：${block.note}`);
}

/** The text with its placeholders filled; what stands around them is XML already. */
function replaced(text: string, words: ReadonlyMap<string, string>): string {
  return text.replace(PLACEHOLDER, (_, key: string) => {
    const value = words.get(key.trim());
    if (value === undefined) throw new TemplateError(`报告里没有“${key}”，请检查模板中的占位符`);
    return escapeXml(value);
  });
}

function withText(paragraph: string, words: string): string {
  let isFirst = true;
  return paragraph.replace(/<w:t(?: [^>]*)?>[^<]*<\/w:t>/g, () => {
    const content = isFirst ? words : '';
    isFirst = false;
    return `<w:t xml:space="preserve">${content}</w:t>`;
  });
}

/** The parts of an archive in its order, by its directory (PKWARE APPNOTE 4.3). */
function readParts(file: Buffer): ZipPart[] {
  const end = file.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  if (end < 0) throw new TemplateError('模板不是 Word 的 .docx 文件');
  const parts: ZipPart[] = [];
  try {
    let at = file.readUInt32LE(end + 16);
    for (let left = file.readUInt16LE(end + 10); left > 0; left--) {
      const [method, packed, name] = [
        file.readUInt16LE(at + 10),
        file.readUInt32LE(at + 20),
        file.readUInt16LE(at + 28),
      ];
      const header = file.readUInt32LE(at + 42);
      const start = header + 30 + file.readUInt16LE(header + 26) + file.readUInt16LE(header + 28);
      const bytes = file.subarray(start, start + packed);
      const data = method === 0 ? bytes : inflateRawSync(bytes, { maxOutputLength: MAX_BYTES });
      parts.push({ name: file.toString('utf8', at + 46, at + 46 + name), data });
      at += 46 + name + file.readUInt16LE(at + 30) + file.readUInt16LE(at + 32);
    }
  } catch {
    throw new TemplateError('模板文件已损坏或太大');
  }
  return parts;
}
