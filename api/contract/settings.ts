/** GET /api/settings: what can be set, in the order of the page. */
export interface SettingList {
  settings: {
    kind: string;
    title: { zh: string; en: string };
    version: number;
  }[];
}

/** GET /api/settings/:kind. */
export interface SettingDetail {
  kind: string;
  title: { zh: string; en: string };
  help: { zh: string; en: string };
  /** 0 while nothing was saved: the value is then that of the district's file. */
  version: number;
  value: unknown;
  /** JSON Schema of the value; `title` and `en` name a field in both languages. */
  schema: object;
  /** Whether a change can be tried out first. */
  hasEffect: boolean;
  maySave: boolean;
  /** Newest first. */
  history: { version: number; savedAt: string; savedBy: string; note: string }[];
}

/** POST /api/settings/:kind/preview: what a change would have done. */
export interface SettingPreview {
  /** What keeps the value from being saved, Chinese sentences; empty when it may be. */
  problems: string[];
  effect: { summary: string; rows: { label: string; before: string; after: string }[] } | null;
}
