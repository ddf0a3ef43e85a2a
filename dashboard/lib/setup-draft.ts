import type { SetupWards, StarterDepartment } from '#api/contract/setup.ts';

/** The wards as they were chosen for the new district. */
export interface ChosenWards {
  code: string;
  name: string;
  streets: SetupWards['streets'];
}

/** What the first run has been told and not yet kept on the server: names of wards and units, nobody's data. */
export interface SetupDraft {
  wards: ChosenWards;
  departments?: StarterDepartment[];
}

const place = 'minqing.setup';

/** What was left half done in this browser; null for nothing, or where the browser keeps nothing. */
export function readDraft(): SetupDraft | null {
  try {
    return JSON.parse(localStorage.getItem(place) ?? 'null') as SetupDraft | null;
  } catch {
    return null;
  }
}

/** Keeps it in this browser, so that the page can be left; null forgets it. */
export function keepDraft(draft: SetupDraft | null): void {
  try {
    if (draft) localStorage.setItem(place, JSON.stringify(draft));
    else localStorage.removeItem(place);
  } catch {
    // Without a place to keep it, the steps go on as long as the page is open.
  }
}
