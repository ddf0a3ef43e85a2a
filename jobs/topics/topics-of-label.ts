import type { District } from '#warehouse/model/district.ts';
import { categories, topicCodes } from './taxonomy.ts';
import { topicFromHint } from './topic-hint.ts';

type Duties = Pick<District, 'departments' | 'routing'>;

/**
 * The topics that a label of a district's own tickets stands for, as prefixes of topic codes: the code or the name of a
 * topic or category is itself, a department is what the routing hands to it. Empty when it says nothing that the
 * taxonomy or the routing knows.
 */
export function topicsOfLabel(label: string, { departments, routing }: Duties): string[] {
  if (topicCodes.includes(label) || categories.some(({ code }) => code === label)) return [label];
  const department = departments.find(({ code, name }) => code === label || name === label);
  if (department) {
    const handed = routing.filter(({ lead, topic }) => lead === department.code && topic !== '');
    return [...new Set(handed.map(({ topic }) => topic))];
  }
  const named = topicFromHint(label);
  return named === '' ? [] : [named];
}
