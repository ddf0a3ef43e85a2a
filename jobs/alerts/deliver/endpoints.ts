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
  /** The mail address or telephone number behind a server or gateway; '' for the others. */
  to: string;
  /** Used only where another channel of the unit has failed for good. */
  fallback: boolean;
}

/**
 * The endpoints of one department, in the order of its configuration. The id is the department, the kind and the place
 * among its kind: a corrected address keeps it, and what still waits goes to the new one.
 */
export function endpointsOf(department: Department): Endpoint[] {
  const { code, name, channels } = department;
  return endpointsOfChannels(channels, { id: code, code, name });
}

/** The endpoints of some channels, named after whom they belong to. */
export function endpointsOfChannels(
  channels: readonly Channel[],
  owner: { id: string; code: string; name: string },
): Endpoint[] {
  return channels.map((channel, index) => {
    const { kind, fallback = false } = channel;
    const place = channels.slice(0, index).filter((earlier) => earlier.kind === kind).length;
    return {
      endpointId: `${owner.id}.${kind}.${place}`,
      departmentCode: owner.code,
      departmentName: owner.name,
      kind,
      url: 'url' in channel ? channel.url : '',
      secret: 'secret' in channel ? channel.secret : '',
      to: 'to' in channel ? channel.to : '',
      fallback,
    };
  });
}

/** The person whose endpoint it is; undefined where it is a unit's own. */
export function personOfEndpoint(endpointId: string): { unit: string; personId: string } | undefined {
  const [, unit, personId] = /^([^/]+)\/([^.]+)\./.exec(endpointId) ?? [];
  return unit && personId ? { unit, personId } : undefined;
}

/** All endpoints of a district by id. */
export function endpointBook(district: Pick<District, 'departments'>): ReadonlyMap<string, Endpoint> {
  return new Map(district.departments.flatMap(endpointsOf).map((endpoint) => [endpoint.endpointId, endpoint]));
}
