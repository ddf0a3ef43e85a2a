import { shallowRef } from 'vue';
import type { DepartmentNode } from '#api/contract/names.ts';
import { api } from '../lib/api.ts';
import type { Pick } from '../lib/match-picks.ts';
import type { JsonSchema } from '../lib/schema-form.ts';
import { useWards } from './useWards.ts';

const departments = shallowRef<DepartmentNode[]>([]);

/** The lists that the codes of a form are chosen from. */
export function usePicks() {
  const { wards, topics, topicName } = useWards();

  async function loadPicks(): Promise<void> {
    departments.value = await api.departments();
  }
  /** A ward below the district is set in by its level, so that the tree shows in a plain list. One that was closed is offered only where it is `chosen`. */
  function optionsFor(pick: NonNullable<JsonSchema['pick']>, chosen: unknown = []): Pick[] {
    if (pick === 'department') return departments.value.map(({ code, name }) => ({ value: code, name }));
    if (pick === 'topic')
      return topics.value.map(({ code }) => ({
        value: code,
        name: `${indent(code.length / 2)}${code} ${topicName(code)}`,
      }));
    const held = new Set(Array.isArray(chosen) ? chosen : [chosen]);
    const offered = wards.value.filter((ward) => !ward.isClosed || held.has(ward.code));
    return offered.map(({ code, name }) => ({ value: code, name: `${indent(code.length / 3 - 1)}${name}` }));
  }
  return { departments, loadPicks, optionsFor };
}

const indent = (level: number): string => '\u3000'.repeat(Math.max(0, Math.round(level) - 1));
