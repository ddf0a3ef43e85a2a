import { XMLParser, XMLValidator } from 'fast-xml-parser';

const options = {
  removeNSPrefix: true,
  // Ids such as 00123 and phone-like numbers must stay text.
  parseTagValue: false,
  trimValues: true,
  processEntities: { enabled: true, maxTotalExpansions: 100, maxExpandedLength: 100_000 },
};
const parsers = {
  elements: new XMLParser({ ...options, ignoreAttributes: true }),
  attributes: new XMLParser({ ...options, ignoreAttributes: false, attributeNamePrefix: '' }),
};

/** Careless servers write A & B, and the entities of HTML. */
const BARE_AMPERSAND = /&(?!(?:#\d{1,7}|#x[\da-f]{1,6}|amp|lt|gt|quot|apos);)/gi;

const isWellFormed = (text: string): boolean => XMLValidator.validate(text) === true;

/**
 * An XML document as plain objects with text leaves; `undefined` when it is not well-formed. `holding` says where its
 * fields are: databases write a row as the attributes of one element.
 */
export function parseXml(source: string, holding: keyof typeof parsers = 'elements'): unknown {
  // Blanks before the declaration are an error to the letter, and what careless servers send.
  const written = source.trimStart();
  const text = [written, written.replace(BARE_AMPERSAND, '&amp;')].find(isWellFormed);
  if (text === undefined) return undefined;
  try {
    return parsers[holding].parse(text) as unknown;
  } catch {
    // The parser throws where entities expand without end.
    return undefined;
  }
}
