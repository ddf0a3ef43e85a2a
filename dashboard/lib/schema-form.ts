/** A JSON Schema as far as settings use it; `title` and `en` name a field, `pick` says what its codes stand for. */
export interface JsonSchema {
  type?: string | string[];
  title?: string;
  en?: string;
  /** The codes of what: the form offers a list of names. */
  pick?: 'ward' | 'department' | 'topic';
  enum?: unknown[];
  const?: unknown;
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  items?: JsonSchema;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  additionalProperties?: JsonSchema | boolean;
  minimum?: number;
  maximum?: number;
  maxLength?: number;
  format?: string;
  default?: unknown;
  $ref?: string;
  $defs?: Record<string, JsonSchema>;
}

export type FieldKind =
  | 'number'
  | 'text'
  | 'long'
  | 'date'
  | 'flag'
  | 'choice'
  | 'choices'
  | 'words'
  | 'table'
  | 'group'
  | 'map'
  | 'json';

/** One field of a form, made from its schema. */
export interface Field {
  key: string;
  kind: FieldKind;
  title: { zh: string; en: string };
  pick?: JsonSchema['pick'];
  options: string[];
  min?: number | undefined;
  max?: number | undefined;
  whole: boolean;
  /** An empty input means null. */
  nullable: boolean;
  /** What is in a group, or the columns of a table, or the one value of a map. */
  fields: Field[];
  /** A fresh value, for a new row. */
  blank: unknown;
}

/** A text longer than this is written in several lines. */
const LONG_TEXT = 120;

/** The form of a schema. What has no simple form (a choice between shapes) is edited as JSON. */
export function fieldOf(schema: JsonSchema, key = '', root: JsonSchema = schema): Field {
  const own = resolve(schema, root);
  const { inner, nullable } = withoutNull(own, root);
  const kind = kindOf(inner, root);
  const title = inner.title ?? own.title ?? key;
  const children = kind === 'group' ? inner : kind === 'table' ? resolve(inner.items ?? {}, root) : undefined;
  const fields =
    kind === 'map'
      ? [fieldOf(inner.additionalProperties as JsonSchema, 'value', root)]
      : Object.entries(children?.properties ?? {}).map(([name, child]) => fieldOf(child, name, root));
  const pick = inner.pick ?? (kind === 'words' ? inner.items?.pick : undefined);
  return {
    key,
    kind,
    title: { zh: title, en: inner.en ?? own.en ?? title },
    ...(pick ? { pick } : {}),
    options: optionsOf(kind === 'choices' ? resolve(inner.items ?? {}, root) : inner),
    min: inner.minimum,
    max: inner.maximum,
    whole: inner.type === 'integer',
    nullable,
    fields,
    blank: own.default ?? (nullable ? null : blankOf(kind, fields, inner)),
  };
}

function resolve(schema: JsonSchema, root: JsonSchema): JsonSchema {
  const name = schema.$ref?.replace('#/$defs/', '');
  const found = name === undefined ? undefined : root.$defs?.[name];
  return found ? { ...found, ...schema } : schema;
}

function withoutNull(schema: JsonSchema, root: JsonSchema): { inner: JsonSchema; nullable: boolean } {
  const shapes = schema.anyOf ?? [];
  const [first, ...more] = shapes.filter((one) => one.type !== 'null').map((one) => resolve(one, root));
  if (!first || more.length > 0 || shapes.length === 1) return { inner: schema, nullable: false };
  return { inner: { ...first, ...(schema.title ? { title: schema.title } : {}) }, nullable: true };
}

function kindOf(schema: JsonSchema, root: JsonSchema): FieldKind {
  if (schema.enum) return 'choice';
  switch (schema.type) {
    case 'number':
    case 'integer':
      return 'number';
    case 'boolean':
      return 'flag';
    case 'string':
      if (schema.pick) return 'choice';
      if (schema.format === 'date') return 'date';
      return (schema.maxLength ?? 0) > LONG_TEXT ? 'long' : 'text';
    case 'array': {
      const items = resolve(schema.items ?? {}, root);
      if (items.enum) return 'choices';
      if (items.type === 'string') return 'words';
      return items.type === 'object' && items.properties ? 'table' : 'json';
    }
    case 'object':
      if (schema.properties) return 'group';
      return typeof schema.additionalProperties === 'object' ? 'map' : 'json';
    default:
      return 'json';
  }
}

const optionsOf = (schema: JsonSchema): string[] => (schema.enum ?? []).map(String);

function blankOf(kind: FieldKind, fields: readonly Field[], schema: JsonSchema): unknown {
  if (kind === 'number') return schema.minimum ?? 0;
  if (kind === 'flag') return false;
  if (kind === 'choice') return schema.enum?.[0] ?? '';
  if (kind === 'choices' || kind === 'words' || kind === 'table') return [];
  if (kind === 'group') return blankRow(fields);
  if (kind === 'map' || kind === 'json') return {};
  return '';
}

/** A new row of a table. */
export function blankRow(fields: readonly Field[]): Record<string, unknown> {
  return Object.fromEntries(fields.map((field) => [field.key, structuredClone(field.blank)]));
}
