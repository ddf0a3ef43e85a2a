import { z } from 'zod';
import type { Analytics } from '#warehouse/analytics/analytics.ts';
import type { Ledger } from '#warehouse/ledger/ledger.ts';
import type { District } from '#warehouse/model/district.ts';

/** A word in both languages of the interface. */
export interface Words {
  zh: string;
  en: string;
}

/** What a dry run may read; `reader` cannot change the warehouse. */
export interface EffectContext {
  reader: Analytics;
  ledger: Ledger;
  district: District;
  now: Date;
}

/** What a change would have done, in words and as a before/after table, shown before it is saved. */
export interface SettingEffect {
  /** One sentence, Chinese. */
  summary: string;
  rows: { label: string; before: string; after: string }[];
}

/** What a check may ask of the other settings that hold. */
export interface InForce {
  /** Codes of the departments that routing leads to or calls for help. */
  usedUnits(): string[];
  /** Whether messages may go to the address of a channel, which only its host and port decide; a Chinese sentence if not. */
  refusesTarget(url: string): string | null;
}

/** A kind of setting as its area defines it. */
export interface SettingSpec<T> {
  /** Lower case with dashes; the key in the ledger and in addresses. */
  kind: string;
  title: Words;
  /** What it does, for whoever is about to change it. */
  help: Words;
  /** Checks a body and describes its fields: `.meta({ title, en })` names a field in both languages. */
  schema: z.ZodType<T>;
  /** What holds until something is saved, from the district's file. */
  initial(district: District): T;
  /** Beyond the schema: problems of a body in this district, Chinese sentences; none when it may be saved. */
  check?(value: T, district: District, inForce?: InForce): string[];
  /** Dry run of a change. */
  effect?(context: EffectContext, change: { before: T; after: T }): Promise<SettingEffect>;
}

/** A setting of the district: versioned, undoable, audited. Methods, so that a list may hold settings of any body. */
export interface Setting<T> extends SettingSpec<T> {
  /** JSON Schema of the body, from which a page can build a form. */
  readonly jsonSchema: object;
}

/** Defines a kind of setting; it belongs into `registry.ts`. */
export function defineSetting<T>(spec: SettingSpec<T>): Setting<T> {
  return { ...spec, jsonSchema: z.toJSONSchema(spec.schema, { io: 'input', unrepresentable: 'any' }) };
}
