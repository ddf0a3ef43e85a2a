-- Wards are ranked by voices: what an office set as the least number of documents becomes the least number of voices.
insert into settings (kind, version, body, saved_at, saved_by, note)
select kind, version + 1, body - 'minDocuments' || jsonb_build_object('minVoices', body -> 'minDocuments'), now(), '系统升级', '区域排名改按发声人数'
from settings latest
where kind = 'ward-ranking' and body ? 'minDocuments'
  and version = (select max(version) from settings where kind = latest.kind);
