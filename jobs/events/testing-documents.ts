import { extractAnchors } from '#ingest/anchors/extract-anchors.ts';
import { compileGazetteer } from '#ingest/anchors/gazetteer.ts';
import { createSegmenter } from '#ingest/segment/segmenter.ts';
import type { GroupingDocument } from './grouping-document.ts';

const gazetteerNames: readonly [string, string][] = [
  ['萧山医院', '萧山医院'],
  ['横五路', '横五路'],
  ['育才路', '育才路'],
  ['宝山20路', '宝山20路'],
  ['罗店镇', '罗店镇'],
  ['罗店', '罗店镇'],
  ['罗甸', '罗店镇'],
];
const gazetteer = compileGazetteer(gazetteerNames);
const segmenter = createSegmenter({ extraWords: gazetteerNames.map(([word]) => ({ word, tag: 'ns' })) });
// Loads the dictionary here, where no time limit of a test runs.
segmenter.cut('开始');

/** A document as ingest would hand it to grouping; for tests. `day` counts from 2020-09-01. */
export function testingDocument(
  key: string,
  { title = '', text = '', day = 0, ...rest }: Partial<GroupingDocument> & { day?: number },
): GroupingDocument {
  const anchors = extractAnchors({ title, text }, segmenter, gazetteer).filter((anchor) => anchor.kind !== 'code');
  return {
    key,
    title,
    text,
    words: [...segmenter.contentWords(title), ...segmenter.contentWords(text)],
    anchors: [...new Set(anchors.map((anchor) => anchor.name))],
    wardCode: '',
    topicCode: '9900',
    reporterKey: `reporter-${key}`,
    publishedAt: new Date(Date.UTC(2020, 8, 1 + day)).toISOString(),
    kind: 'post',
    ...rest,
  };
}
