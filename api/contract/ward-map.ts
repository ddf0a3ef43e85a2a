/** The ground of a ward: each polygon is its outline, then its holes. */
export interface WardShape {
  ward: string;
  /**
   * A ring is its first point, then the step from each point to the next: pairs of whole numbers, in hundred-thousandths
   * of a degree, parted by spaces. The first point is not repeated at the end.
   */
  polygons: string[][];
}

/** GET /api/ward-map: borders of the wards that the ranking of the same ward compares, as far as they were supplied. */
export interface WardMapView {
  /** 审图号, to be shown below every drawing of the map; '' where none was given. */
  approval: string;
  shapes: WardShape[];
}

/** POST /api/ward-map/read (a GeoJSON file as body): what it holds; nothing is kept. */
export interface WardMapRead {
  /** The property by which areas were joined with wards. */
  property: string;
  /** All that were found, each with how many wards it names; the best first. */
  properties: { name: string; matched: number }[];
  shapes: WardShape[];
  points: { before: number; after: number };
  /** Chinese sentences that name the feature and what is wrong with it; the rest is usable. */
  problems: string[];
}
