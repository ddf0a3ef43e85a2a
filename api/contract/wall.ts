import type { AlertRow } from './alerts.ts';
import type { HotspotRow, Tile } from './hotspots.ts';

/** GET /api/wall: the district for an unattended screen; no words of residents, no way further. */
export interface WallView {
  asOf: string;
  lateSources: string[];
  tiles: Tile[];
  hotspots: WallHotspot[];
  wards: {
    wardCode: string;
    wardName: string;
    documents: number;
    voices: number;
    topHeat: number;
    openAlerts: number;
    located: boolean;
  }[];
  trend: { day: string; total: number }[];
  alerts: WallAlert[];
}

export type WallHotspot = Pick<
  HotspotRow,
  'rank' | 'place' | 'topicCode' | 'topicName' | 'heat' | 'trend' | 'spark' | 'alert'
> & {
  wardName: string;
  documents: number;
};

export type WallAlert = Pick<
  AlertRow,
  'level' | 'state' | 'place' | 'topicCode' | 'topicName' | 'wardName' | 'raisedAt'
> & {
  departmentName: string;
  overdue: boolean;
};
