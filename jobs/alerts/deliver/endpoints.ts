import { createHash } from 'node:crypto';
import type { Department, District } from '#warehouse/model/district.ts';

type Channel = Department['channels'][number];

/** Where messages go, with its secret: never stored, never logged. The outbox names it by `endpointId`. */
export interface Endpoint {
  endpointId: string;
  departmentCode: string;
  departmentName: string;
  kind: Channel['kind'];
  url: string;
  secret: string;
}

/** The endpoints of one department, in the order of its configuration. */
export function endpointsOf(department: Department): Endpoint[] {
  return department.channels.map((channel) => ({
    // The address itself may hold a key, so the id holds only its hash.
    endpointId: `${department.code}.${createHash('sha256').update(channel.url).digest('hex').slice(0, 10)}`,
    departmentCode: department.code,
    departmentName: department.name,
    kind: channel.kind,
    url: channel.url,
    secret: channel.secret,
  }));
}

/** All endpoints of a district by id. */
export function endpointBook(district: Pick<District, 'departments'>): ReadonlyMap<string, Endpoint> {
  return new Map(district.departments.flatMap(endpointsOf).map((endpoint) => [endpoint.endpointId, endpoint]));
}
