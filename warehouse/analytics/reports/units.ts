import { type BoundaryChange, boundaryParams, CURRENT_WARD } from '../current-ward.ts';

/** Half-open window [from, to), UTC instants, as a calendar month is. */
export interface ReportWindow {
  from: string;
  to: string;
}

/**
 * By what a report's rows are counted: every ward of the tree at once ('' is the district with its 未定位 rows), or every
 * department by the first routing rule that takes the document. One query serves the reports of all of them. Wards are those of today.
 */
export type UnitAxis =
  | { axis: 'wards'; changes?: readonly BoundaryChange[] }
  | {
      axis: 'departments';
      routing: readonly { topic: string; ward: string; lead: string }[];
      /** Categories that count for no department: who knows the routing would read a sensitive one from a unit's total. */
      without: readonly string[];
    };

/** The unit or units that a row of documents or memberships counts for. A district-level code names no ward below it. */
export const UNIT = `
  arrayJoin(if({axis:String} = 'wards',
    arrayDistinct(arrayFilter(code -> length(code) != 6, ['', substring(${CURRENT_WARD}, 1, 9), substring(${CURRENT_WARD}, 1, 12)])),
    has({without:Array(String)}, substring(toString(topic_code), 1, 2)) ? [] : [{leads:Array(String)}[arrayFirstIndex((topic, ward) -> startsWith(topic_code, topic) AND startsWith(ward_code, ward),
      {routeTopics:Array(String)}, {routeWards:Array(String)})]]))`;

/** Whoever wrote a row; a row that names nobody is a person of its own. */
export const PERSON = `if(reporter_key = '', concat(source_id, external_id), reporter_key)`;

/** The window's condition. */
export const IN_WINDOW = `published_at >= {from:DateTime64(3, 'UTC')} AND published_at < {to:DateTime64(3, 'UTC')}`;

/** Values for UNIT and IN_WINDOW. */
export function unitParams(units: UnitAxis, window: ReportWindow): Record<string, unknown> {
  const routing = units.axis === 'departments' ? units.routing : [];
  const changes = units.axis === 'wards' ? (units.changes ?? []) : [];
  return {
    ...boundaryParams(changes),
    from: window.from,
    to: window.to,
    axis: units.axis,
    leads: routing.map(({ lead }) => lead),
    routeTopics: routing.map(({ topic }) => topic),
    routeWards: routing.map(({ ward }) => ward),
    without: units.axis === 'departments' ? units.without : [],
  };
}
