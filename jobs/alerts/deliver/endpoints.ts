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

/**
 * The endpoints of one department, in the order of its configuration. The id is the department, the kind and the place
 * among its kind: a corrected address keeps it, and what still waits goes to the new one.
 */
export function endpointsOf(department: Department): Endpoint[] {
  const { code, name, channels } = department;
  return channels.map(({ kind, url, secret }, index) => {
    const place = channels.slice(0, index).filter((earlier) => earlier.kind === kind).length;
    return { endpointId: `${code}.${kind}.${place}`, departmentCode: code, departmentName: name, kind, url, secret };
  });
}

/** All endpoints of a district by id. */
export function endpointBook(district: Pick<District, 'departments'>): ReadonlyMap<string, Endpoint> {
  return new Map(district.departments.flatMap(endpointsOf).map((endpoint) => [endpoint.endpointId, endpoint]));
}
