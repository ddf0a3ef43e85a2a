import type { HotspotRow } from '#api/contract/hotspots.ts';
import { useI18n } from './useI18n.ts';
import { useSession } from './useSession.ts';

/**
 * Where a hotspot is, in a few words: the smallest ward that holds it, and its place. The district's own name
 * says nothing to its readers, so it is left out when a place is known.
 */
export function useWhere() {
  const { t } = useI18n();
  const { district } = useSession();
  return (row: Pick<HotspotRow, 'ownWardName' | 'place' | 'title'>): string => {
    const ward = row.ownWardName === district.value.name && row.place ? '' : row.ownWardName;
    const place = row.title.includes(row.place) ? '' : row.place;
    return [ward, place].filter(Boolean).join(' · ') || row.place || t('ward.unlocated');
  };
}
