import { expect, test } from 'vitest';
import { en } from '#dashboard/locales/en.ts';
import { zhCN } from '#dashboard/locales/zh-CN.ts';
import { settingRegistry } from '#jobs/settings/registry.ts';

/** These have editors of their own, which name what they show; kinds of files are names already. */
const edited = new Set(['wards', 'departments', 'routing', 'channels', 'roster', 'calendar', 'ward-map']);
const files = new Set(['docx', 'pdf', 'xlsx', 'csv']);

/** The values of every list of fixed choices in a schema. */
function choicesIn(schema: unknown): string[] {
  if (schema === null || typeof schema !== 'object') return [];
  const own = 'enum' in schema && Array.isArray(schema.enum) ? schema.enum.map(String) : [];
  return [...own, ...Object.values(schema).flatMap(choicesIn)];
}

test('every choice of a setting is shown by its name, and never by its code', () => {
  const forms = settingRegistry.filter(({ kind }) => !edited.has(kind));
  const choices = new Set(forms.flatMap(({ jsonSchema }) => choicesIn(jsonSchema)));
  const nameless = [...choices].filter(
    (choice) =>
      !files.has(choice) && [zhCN, en].some((texts) => !(`choice.${choice}` in texts || `level.${choice}` in texts)),
  );
  expect(choices.has('notice')).toBe(true);
  expect(nameless).toEqual([]);
});
