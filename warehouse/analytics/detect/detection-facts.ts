/**
 * The reports that detectors count, with who and what: no praise, no plain consultation, unless there is danger (as the heat
 * counts them). `person` and `copy` are 53-bit hashes, so that they are numbers on the way.
 */
export const DETECTION_FACTS = `
  SELECT published_at, ward_code, topic_code, event_id,
         bitShiftRight(cityHash64(if(reporter_key = '', concat(source_id, external_id), reporter_key)), 11) AS person,
         bitShiftRight(cityHash64(copy_key), 11) AS copy
  FROM memberships FINAL
  WHERE published_at > {from:DateTime64(3, 'UTC')} AND published_at <= {to:DateTime64(3, 'UTC')}
    AND (nature NOT IN ('praise', 'consult', 'other') OR severity >= 2)`;
