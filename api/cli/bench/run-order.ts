import type { ClickHouseAddress } from '#warehouse/analytics/analytics.ts';
import { districtSchema } from '#warehouse/model/district.ts';

/** Where the stores are that the killed process works on. */
export interface RunSetup {
  clickhouse: ClickHouseAddress;
  postgresUrl: string;
}

/** One run: which platforms to pull, and who keeps their clock. */
export interface RunOrder {
  controlUrl: string;
  sources: { id: string; manifest: string; baseUrl: string; credential: string }[];
}

/** The district that the invented items lie in. */
export const faultDistrict = districtSchema.parse({
  code: '310113',
  name: '示例区',
  streets: [
    {
      code: '310113001',
      name: '示例镇',
      communities: [{ code: '310113001001', name: '示例居委', estates: [{ name: '示例花园' }] }],
    },
  ],
  departments: [{ code: 'centre', name: '受理中心', line: 'centre' }],
  routing: [{ topic: '', lead: 'centre' }],
});

export const reporterSecret = { keyId: 'k1', key: Buffer.alloc(32, 7) };
