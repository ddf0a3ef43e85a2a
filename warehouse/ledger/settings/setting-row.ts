import { z } from 'zod';

/** A saved version of a setting, without its body. */
export const settingVersionRow = z.object({
  version: z.number().int(),
  saved_at: z.string(),
  saved_by: z.string(),
  note: z.string(),
});
export type SettingVersionRow = z.infer<typeof settingVersionRow>;

/** A saved version of a setting; the body is checked by the setting's own schema. */
export const settingRow = settingVersionRow.extend({ kind: z.string(), body: z.unknown() });
export type SettingRow = z.infer<typeof settingRow>;
