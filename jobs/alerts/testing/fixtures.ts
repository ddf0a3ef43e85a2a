import { districtSchema, type District } from '#warehouse/model/district.ts';
import { shippedCalendar } from '../calendar/working-calendar.ts';
import type { Actor, RaisableHotspot } from '../contract.ts';
import { policyOf } from '../lifecycle/policy.ts';

/** A small invented district: two streets, four departments, traffic matters led by the traffic police. */
export const district: District = districtSchema.parse({
  code: '999001',
  name: '测试区',
  streets: [
    { code: '999001001', name: '甲街道', communities: [{ code: '999001001001', name: '甲一居委' }] },
    { code: '999001002', name: '乙镇', communities: [{ code: '999001002001', name: '乙一居委' }] },
  ],
  departments: [
    { code: 'police', name: '交警支队', line: 'traffic' },
    { code: 'street', name: '甲街道平安办', line: 'street', wardCode: '999001001' },
    { code: 'water', name: '水务局', line: 'water' },
    { code: 'centre', name: '受理中心', line: 'centre' },
  ],
  routing: [
    { topic: '08', ward: '999001001', lead: 'police', assist: ['street'] },
    { topic: '12', lead: 'water', assist: ['street'] },
    { topic: '', lead: 'centre' },
  ],
});

export const policy = policyOf(district, shippedCalendar());

/** A hot traffic matter that raises an orange alert, unless told otherwise. */
export function hotspot(fields: Partial<RaisableHotspot> = {}): RaisableHotspot {
  return {
    eventId: 'e1',
    title: '育才路右转车道拥堵',
    place: '育才路',
    topicCode: '0801',
    topicName: '道路拥堵',
    categoryCode: '08',
    nature: 'complaint',
    wardCode: '999001001001',
    heat: 72,
    reporters: 10,
    documents: 12,
    communities: 1,
    severity: 1,
    sensitive: false,
    surprise: 6,
    runId: 'run-1',
    at: '2020-12-12T02:00:00.000Z',
    ...fields,
  };
}

export const handlerOf = (...departments: string[]): Actor => ({
  id: `handler-${departments.join('-')}`,
  name: '经办人',
  role: 'handler',
  departments,
});
export const dispatcher: Actor = { id: 'dispatcher', name: '派单员', role: 'dispatcher', departments: [] };
export const arbiter: Actor = { id: 'arbiter', name: '裁决人', role: 'arbiter', departments: [] };
