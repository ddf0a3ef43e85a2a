import { expect, test } from 'vitest';
import { writeZip } from '../../sheets/zip.ts';
import { buildReport } from '../content/build-report.ts';
import { sampleSnapshot } from '../testing/sample-snapshot.ts';
import { inflateRawSync } from 'node:zlib';
import { checkTemplate, fillTemplate, TemplateError } from './fill-template.ts';

const model = {
  ...buildReport(sampleSnapshot(), { kind: 'monthly', issuer: '区社建办 <综合科>' }),
  number: '',
  date: '',
};
const template = (body: string): Buffer =>
  writeZip([
    { name: '[Content_Types].xml', data: '<Types/>' },
    { name: 'word/document.xml', data: `<w:document><w:body>${body}</w:body></w:document>` },
  ]);
/** The second and last part: its data end where the directory begins. */
function documentOf(file: Buffer): string {
  const header = file.indexOf(Buffer.from([0x50, 0x4b, 3, 4]), 4);
  const start = header + 30 + file.readUInt16LE(header + 26);
  return inflateRawSync(file.subarray(start, start + file.readUInt32LE(header + 18))).toString();
}

test('a placeholder is filled, also one that Word cut into runs; what has none stays byte for byte', () => {
  const kept = '<w:p><w:r><w:t>红头</w:t></w:r></w:p>';
  const cut =
    '<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>办结率{{clo</w:t></w:r><w:r><w:t>seRate}}，{{编制单位}}</w:t></w:r></w:p>';
  const filled = documentOf(fillTemplate(template(kept + cut), model));
  expect(filled).toContain(kept);
  expect(filled.replace(/<[^>]+>/g, '')).toBe('红头办结率87.2%（75/86），区社建办 &lt;综合科&gt;');
  expect(filled).toContain('<w:b/>');
});

test('the text becomes one paragraph each, in the look of the placeholder’s', () => {
  const filled = documentOf(
    fillTemplate(template('<w:p><w:pPr><w:jc/></w:pPr><w:r><w:t>{{正文}}</w:t></w:r></w:p>'), model),
  );
  expect(filled.match(/<w:jc\/>/g)!.length).toBeGreaterThan(20);
  expect(filled).toContain('一、总体情况');
});

test('its tables stand in their places, and one by its caption alone', () => {
  const body = documentOf(fillTemplate(template('<w:p><w:r><w:t>{{正文}}</w:t></w:r></w:p>'), model));
  expect(body.indexOf('二、热点问题')).toBeLessThan(body.indexOf('<w:tbl>'));
  expect(body.indexOf('<w:tbl>')).toBeLessThan(body.indexOf('三、分类分析'));
  const one = documentOf(fillTemplate(template('<w:p><w:r><w:t>{{热点问题排行}}</w:t></w:r></w:p>'), model));
  expect(one.match(/<w:tbl>/g)).toHaveLength(1);
  expect(one).toContain('>热度<');
  // A template has no styles of ours, and LibreOffice takes a table apart whose style it does not find.
  expect(one).not.toContain('w:pStyle');
});

test('an unknown name and a file that is no Word file are refused', () => {
  expect(() => fillTemplate(template('<w:p><w:r><w:t>{{错}}</w:t></w:r></w:p>'), model)).toThrow(TemplateError);
  expect(() => fillTemplate(Buffer.from('no zip'), model)).toThrow(TemplateError);
  expect(() => checkTemplate(template('<w:p><w:r><w:t>红头</w:t></w:r></w:p>'))).toThrow('没有占位符');
  expect(() =>
    checkTemplate(template('<w:p><w:r><w:t>{{标</w:t></w:r><w:r><w:t>题}}</w:t></w:r></w:p>')),
  ).not.toThrow();
});
