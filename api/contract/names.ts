import type { WardLevel } from '#warehouse/model/ward.ts';

/** GET /api/wards: the wards in scope, flat, parents before children. */
export interface WardNode {
  code: string;
  name: string;
  level: WardLevel;
  parentCode: string;
  households: number;
  residents: number;
  /** It was closed, or is founded later: named where its documents are, and offered by no list to choose from. */
  isClosed?: true;
  /** Where the office laid its tile, counted from 1; absent where nobody did. */
  cell?: { column: number; row: number };
  /** The office supplied its borders, or those of wards below it. */
  mapped?: true;
}

/** GET /api/topics. */
export interface TopicNode {
  code: string;
  name: string;
  nameEn: string;
}

/** GET /api/departments: the units that an alert may be transferred to. */
export interface DepartmentNode {
  code: string;
  name: string;
}
