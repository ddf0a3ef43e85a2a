import { inflateRawSync } from 'node:zlib';
import { escapeXml } from '../../sheets/xml.ts';
import { writeZip, type ZipPart } from '../../sheets/zip.ts';
import { figuresOf } from '../content/finish-model.ts';
import type { ReportModel } from '../content/model.ts';
import { numberedBlocks } from './numbered-blocks.ts';
import { plainText } from './arrange.ts';

/** What of a template cannot be used, in one sentence for whoever wrote it. */
export class TemplateError extends Error {
  override readonly name = 'TemplateError';
}

/** A template of more than this is no letterhead; and what it inflates to is bounded as well. */
const MAX_BYTES = 20 * 1024 * 1024;
const PLACEHOLDER = /\{\{([^{}]{1,100})\}\}/g;

/**
 * A district's own Word file with its placeholders filled: {{标题}} {{编制单位}} {{字号}} {{日期}} {{数据区间}} {{统计编号}},
 * {{正文}} (headings and sentences, one paragraph each), and any figure by its key, e.g. {{closeRate}}. Layout, fonts and
 * everything else stay the template's. Throws TemplateError for a file that is no .docx, or a name that the report has not.
 */
export function fillTemplate(template: Buffer, model: ReportModel): Buffer {
  if (template.length > MAX_BYTES) throw new TemplateError('模板太大，最多20兆');
  const parts = readParts(template);
  const main = parts.findIndex(({ name }) => name === 'word/document.xml');
  if (main < 0) throw new TemplateError('模板不是 Word 的 .docx 文件');
  const values = valuesOf(model);
  const filled = parts.map((part, at): ZipPart => {
    const isText = at === main || /^word\/(?:header|footer)\d*\.xml$/.test(part.name);
    return isText ? { ...part, data: fill(Buffer.from(part.data).toString(), values) } : part;
  });
  return writeZip(filled);
}

function valuesOf(model: ReportModel): Map<string, string[]> {
  const body = numberedBlocks(model.blocks).flatMap((block) => {
    if (block.kind === 'heading') return [block.text];
    return block.kind === 'paragraph' ? [plainText(block.inlines)] : [];
  });
  const figures = [...figuresOf(model)].map(([key, { text }]): [string, string[]] => [key, [text]]);
  return new Map<string, string[]>([
    ...figures,
    ['标题', [model.title]],
    ['编制单位', [model.issuer]],
    ['字号', [model.number]],
    ['日期', [model.date]],
    ['数据区间', [model.coverage]],
    ['统计编号', [model.snapshotId]],
    ['正文', body],
  ]);
}

/** Word cuts a placeholder into runs as it likes: a paragraph that holds one is read whole and written into its first run. */
function fill(xml: string, values: ReadonlyMap<string, string[]>): string {
  return xml.replace(/<w:p[ >](?:(?!<w:p[ >]).)*?<\/w:p>/gs, (paragraph) => {
    const text = [...paragraph.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)].map(([, words]) => words).join('');
    if (!text.includes('{{')) return paragraph;
    const body = /^\s*\{\{正文\}\}\s*$/.test(text) ? values.get('正文')!.map(escapeXml) : [replaced(text, values)];
    return body.map((words) => withText(paragraph, words)).join('');
  });
}

/** The text with its placeholders filled; what stands around them is XML already. */
function replaced(text: string, values: ReadonlyMap<string, string[]>): string {
  return text.replace(PLACEHOLDER, (_, key: string) => {
    const value = values.get(key.trim());
    if (!value) throw new TemplateError(`报告里没有“${key}”，请检查模板中的占位符`);
    return escapeXml(value.join('\n'));
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
