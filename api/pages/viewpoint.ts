import { z } from 'zod';
import type { BoundaryChange } from '#warehouse/analytics/current-ward.ts';
import { wardRankingSetting } from '#jobs/hotspots/wards/ward-ranking-setting.ts';
import { windowDays, type WindowDays } from '#warehouse/model/hotspot.ts';
import type { PageFilter } from '#warehouse/analytics/pages/page-filter.ts';
import type { Scope } from '#warehouse/model/scope.ts';
import type { ApiContext } from '../context.ts';
import { withinUnit } from './within-unit.ts';

/** The filter of a page's URL, parsed at the door; unknown fields are refused nowhere and ignored. */
export const filterSchema = z.object({
  ward: z
    .string()
    .regex(/^(\d{6}|\d{9}|\d{12}|none)$/)
    .optional(),
  days: z.coerce
    .number()
    .refine((days): days is WindowDays => (windowDays as readonly number[]).includes(days))
    .default(7),
  topic: z
    .string()
    .regex(/^(\d{2}|\d{4})$/)
    .optional(),
  source: z.string().max(64).optional(),
  event: z.string().max(64).optional(),
  department: z.string().max(64).optional(),
  q: z.string().trim().max(100).optional(),
});
export type Asked = z.infer<typeof filterSchema>;

/** Who looks at what, when: the asked filter within the asker's scope at one instant. */
export interface Viewpoint {
  scope: Scope;
  asked: Asked;
  days: WindowDays;
  at: string;
  /** The ward whose page it is; '' when the asker's scope holds none that was asked for. */
  wardCode: string;
  /** The window ending at `at`, the one before it, and the same a year ago. */
  filter: PageFilter;
  previous: PageFilter;
  lastYear: PageFilter;
}

const DAY_MS = 86_400_000;
/** 52 weeks: the same days of the week, which a calendar date is not. */
const YEAR_DAYS = 364;

/**
 * The viewpoint of a page: as of the ranking that it shows, so that a number, its posts and its export agree. One event
 * is looked at as it is now: an emergency is told before it is ranked. Wards are those of today.
 */
export async function viewOf(context: ApiContext, scope: Scope, asked: Asked): Promise<Viewpoint> {
  const run = asked.event === undefined ? await context.shown.latest() : null;
  return viewNow(context, scope, asked, run?.at);
}

/** The viewpoint of what follows no ranking: as of now, unless another instant is given. */
export function viewNow(context: ApiContext, scope: Scope, asked: Asked, at?: string): Viewpoint {
  const changes = currentBoundaries(context);
  const view = viewpointOf(context, scope, asked, at);
  const within = (filter: PageFilter): PageFilter => ({ ...filter, changes });
  return {
    ...view,
    filter: within(view.filter),
    previous: within(view.previous),
    lastYear: within(view.lastYear),
  };
}

/** The wards of before that lie within those of today, as set (撤并). */
export function currentBoundaries({ settings }: Pick<ApiContext, 'settings'>): readonly BoundaryChange[] {
  return settings.current(wardRankingSetting).changes;
}

/** Settles the ward and the windows of a page. A district-wide asker starts at the district, others at their own ward. */
export function viewpointOf(
  context: Pick<ApiContext, 'now'> & {
    district: Pick<ApiContext['district'], 'code'>;
    policy: Pick<ApiContext['policy'], 'departments' | 'routing'>;
  },
  given: Scope,
  asked: Asked,
  at = context.now().toISOString(),
): Viewpoint {
  const scope = asked.department === undefined ? given : withinUnit(given, asked.department, context.policy);
  const own = scope.wards[0] === '' ? context.district.code : (scope.wards[0] ?? '');
  const wanted = asked.ward === undefined || asked.ward === 'none' ? own : asked.ward;
  // A link from somebody who sees more opens on the part of it that is the asker's own.
  const chosen = scope.wards.find((prefix) => prefix.length > wanted.length && prefix.startsWith(wanted)) ?? wanted;
  const days = asked.days as WindowDays;
  const daysBack = (count: number): string => new Date(Date.parse(at) - count * DAY_MS).toISOString();
  const back = (steps: number): string => daysBack(steps * days);
  // The whole district holds the unlocated rows too, so it is no ward filter.
  const ward = asked.ward === context.district.code ? undefined : asked.ward;
  const common = { scope, ward, topic: asked.topic, source: asked.source, event: asked.event, text: asked.q };
  return {
    scope,
    asked,
    days,
    at,
    wardCode: scope.wards.some((prefix) => chosen.startsWith(prefix)) ? chosen : '',
    filter: { ...common, from: back(1), to: at },
    previous: { ...common, from: back(2), to: back(1) },
    lastYear: { ...common, from: daysBack(days + YEAR_DAYS), to: daysBack(YEAR_DAYS) },
  };
}
