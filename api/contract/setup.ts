/** GET /api/setup/departments: the units that the categories go to, for the office to rename. */
export interface StarterDepartment {
  code: string;
  kind: string;
  name: string;
  line: string;
}

/** POST /api/setup/wards: what a table of wards holds; nothing is kept. POST /api/setup/district keeps it. */
export interface SetupWards {
  districtCode: string;
  streets: {
    code: string;
    name: string;
    aliases: string[];
    communities: {
      code: string;
      name: string;
      aliases: string[];
      households: number;
      residents: number;
      estates: { name: string; aliases: string[]; households: number }[];
    }[];
  }[];
  problems: string[];
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
}
