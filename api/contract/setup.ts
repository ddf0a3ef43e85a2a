/** GET /api/setup/departments: the units that the categories go to, for the office to rename. */
export interface StarterDepartment {
  code: string;
  kind: string;
  name: string;
  line: string;
}

/** POST /api/setup/wards: what a table of wards holds; nothing is kept. POST /api/setup/district keeps it. */
export interface SetupWards {
  /** What the table says of the district itself; '' where it says nothing. */
  districtCode: string;
  districtName: string;
  streets: StreetNode[];
  problems: string[];
}

/** The days that something is good for, from the first on, up to but without the second; absent is always. */
export interface Validity {
  validFrom?: string | undefined;
  validTo?: string | undefined;
}

/** A 街镇 with its 居村, as the file, the wizard and the setting `wards` have it. */
export interface StreetNode extends Validity {
  code: string;
  name: string;
  aliases: string[];
  communities: CommunityNode[];
}

export interface CommunityNode extends Validity {
  code: string;
  name: string;
  aliases: string[];
  households: number;
  residents: number;
  estates: ({ name: string; aliases: string[]; households: number } & Validity)[];
}

/** POST /api/imports/:source (the file as body) and GET /api/imports: files on their way in, newest first. */
export interface ImportState {
  id: string;
  name: string;
  sourceId: string;
  state: 'running' | 'done' | 'failed';
  rows: number;
  accepted: number;
  rejected: number;
  repeated: number;
  problem: string;
  /** Rejected rows with dates such as 12/01/20, which can be read once somebody says their order; the file is kept for that. */
  unordered: number;
}

/** POST /api/imports/:id/date-order: reads the file again by it. */
export type DateOrder = 'dmy' | 'mdy' | 'ymd';

/** POST /api/ward-table: the ward tree with what a table says of it, to be looked at before it is saved. */
export interface WardTableRead {
  streets: StreetNode[];
  /** Wards in force that the table does not name; they stay. */
  missing: string[];
  problems: string[];
}
