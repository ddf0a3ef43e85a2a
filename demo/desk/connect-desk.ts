import { randomBytes } from 'node:crypto';
import type { District } from '#warehouse/model/district.ts';

/** A new secret for each department, by its code: 24 random bytes, as Standard Webhooks recommends at least. */
export function createDeskSecrets({ departments }: Pick<District, 'departments'>): ReadonlyMap<string, string> {
  return new Map(departments.map(({ code }) => [code, `whsec_${randomBytes(24).toString('base64')}`]));
}

/**
 * The district with every department's channel pointing at the desk, in place of the placeholders of district.yaml.
 * A department without a secret keeps its channels.
 */
export function connectDesk(district: District, deskUrl: string, secrets: ReadonlyMap<string, string>): District {
  const departments = district.departments.map((department) => {
    const secret = secrets.get(department.code);
    if (secret === undefined) return department;
    return {
      ...department,
      channels: [{ kind: 'webhook' as const, url: `${deskUrl}/hook/${department.code}`, secret }],
    };
  });
  return { ...district, departments };
}
