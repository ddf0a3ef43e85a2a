import { XMLParser, XMLValidator } from 'fast-xml-parser';

const parser = new XMLParser({
  ignoreAttributes: true,
  removeNSPrefix: true,
  // Ids such as 00123 and phone-like numbers must stay text.
  parseTagValue: false,
  trimValues: true,
  processEntities: { enabled: true, maxTotalExpansions: 100, maxExpandedLength: 100_000 },
});

/** An XML document as plain objects with text leaves; `undefined` when it is not well-formed. */
export function parseXml(source: string): unknown {
  // Blanks before the declaration are an error to the letter, and what careless servers send.
  const text = source.trimStart();
  if (XMLValidator.validate(text) !== true) return undefined;
  try {
    return parser.parse(text) as unknown;
  } catch {
    // The parser throws where entities expand without end.
    return undefined;
  }
}
