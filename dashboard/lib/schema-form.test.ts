import { describe, expect, it } from 'vitest';
import { blankRow, fieldOf } from './schema-form.ts';
import { diffValues } from './value-diff.ts';

describe('the form of a schema', () => {
  it('knows numbers with their bounds, choices, lists of choices, words and yes or no', () => {
    const form = fieldOf({
      type: 'object',
      properties: {
        heat: { type: 'number', minimum: 1, maximum: 100, title: '热度', en: 'Heat' },
        level: { type: 'string', enum: ['red', 'blue'] },
        levels: { type: 'array', items: { type: 'string', enum: ['red', 'blue'] } },
        words: { type: 'array', items: { type: 'string' } },
        on: { type: 'boolean' },
        text: { type: 'string', maxLength: 2_000 },
      },
    });
    expect(form.fields.map(({ kind }) => kind)).toEqual(['number', 'choice', 'choices', 'words', 'flag', 'long']);
    expect(form.fields[0]).toMatchObject({ min: 1, max: 100, title: { zh: '热度', en: 'Heat' }, blank: 1 });
  });

  it('makes a table of a list of objects, whose new row has a value for each column', () => {
    const { kind, fields } = fieldOf({
      type: 'array',
      items: { $ref: '#/$defs/route' },
      $defs: {
        route: {
          type: 'object',
          properties: {
            topic: { type: 'string', pick: 'topic' },
            assist: { type: 'array', items: { type: 'string', pick: 'department' } },
          },
        },
      },
    });
    expect(kind).toBe('table');
    expect(fields.map((field) => [field.key, field.kind, field.pick])).toEqual([
      ['topic', 'choice', 'topic'],
      ['assist', 'words', 'department'],
    ]);
    expect(blankRow(fields)).toEqual({ topic: '', assist: [] });
  });

  it('takes a value or nothing as a nullable field, and a choice between shapes as JSON', () => {
    expect(fieldOf({ anyOf: [{ type: 'string', format: 'date' }, { type: 'null' }] })).toMatchObject({
      kind: 'date',
      nullable: true,
      blank: null,
    });
    expect(fieldOf({ anyOf: [{ type: 'string' }, { type: 'number' }] }).kind).toBe('json');
  });
});

describe('the difference of two values', () => {
  it('names the places that changed, and a list as a whole when its length did', () => {
    const before = { heat: 60, levels: ['red'], clocks: { sign: 2, reply: 1 } };
    expect(diffValues(before, { heat: 65, levels: ['red', 'blue'], clocks: { sign: 2, reply: 3 } })).toEqual([
      { path: ['heat'], before: 60, after: 65 },
      { path: ['levels'], before: ['red'], after: ['red', 'blue'] },
      { path: ['clocks', 'reply'], before: 1, after: 3 },
    ]);
    expect(diffValues(before, structuredClone(before))).toEqual([]);
  });
});
