import type { Role } from '#api/contract/session.ts';

/** How deep the ward of a role lies; a handler's is the district, limited by the matters of the unit. */
export const roleScopes: Record<Role, 'district' | 'street' | 'community'> = {
  district_admin: 'district',
  district_analyst: 'district',
  street_leader: 'street',
  street_clerk: 'street',
  committee: 'community',
  handler: 'district',
  auditor: 'district',
  wall: 'district',
};
export const roleNames = Object.keys(roleScopes) as Role[];
