/** What a name is the name of; `code` is an anonymised area such as A2区, never a place by itself. */
export type AnchorKind =
  | 'gazetteer'
  | 'estate'
  | 'road'
  | 'admin'
  | 'organisation'
  | 'school'
  | 'hospital'
  | 'water'
  | 'transit'
  | 'quoted'
  | 'code';

/** A name of a place or an organisation as a text gives it. */
export interface Anchor {
  kind: AnchorKind;
  /** As written in the text. */
  surface: string;
  /** Canonical name: the gazetteer's, or the surface without its generic ending (小区, 公司 …). */
  name: string;
  field: 'title' | 'text';
  /** Offsets into that field in UTF-16 units, end exclusive. */
  start: number;
  end: number;
}
