import type { Role } from '../contract.ts';
import { neighbour, own } from './two-wards.ts';

/**
 * How each route of the API is kept to its askers, proved by api/http/routes-keep-scope.int.test.ts.
 * A new route needs a line here, or the test fails:
 *  ward       what it tells is of wards. It is asked by a stranger (401) and, with every parameter forged, by somebody of
 *             one ward: nothing of the neighbour may come; the neighbour, asking the same, must see something of it,
 *             unless `sees: 'numbers'` (its answers hold counts only) or `sees: 'nothing'` says that the test's data
 *             hold none of what it tells.
 *  act        changes something of a ward. With forged ids somebody of the other ward gets 403, 404 or 409.
 *  everybody  the same for all who signed in; the reason says why it needs no ward.
 *  roles      only for the roles named; a committee's person gets 403.
 *  open       needs no sign-in; the reason says why.
 */
export type Probe =
  | { by: 'ward'; sees?: 'numbers' | 'nothing' }
  | { by: 'act'; body: unknown }
  | { by: 'everybody'; because: string }
  | { by: 'roles'; roles: readonly Role[] }
  | { by: 'open'; because: string };

export const probes: Readonly<Record<string, Probe>> = {
  'GET /healthz': { by: 'open', because: 'says that the process runs' },
  'GET /readyz': { by: 'open', because: 'says whether the stores answer' },
  'GET /metrics': { by: 'open', because: 'counts per source, kept from outside by the proxy' },
  'GET /api/session': { by: 'open', because: 'says who is signed in: nobody' },
  'POST /api/session': { by: 'open', because: 'is the sign-in' },
  'POST /api/session/setup': { by: 'open', because: 'wants the one-time secret' },
  'DELETE /api/session': { by: 'open', because: 'ends the session of its own cookie' },
  'POST /api/ingest/{source}': { by: 'open', because: 'wants a signature' },
  'GET /open311/v2/services.{format}': { by: 'open', because: 'lists categories' },
  'GET /open311/v2/requests.{format}': { by: 'open', because: 'tells strangers only what came in by Open311' },
  'GET /open311/v2/requests/{file}': { by: 'open', because: 'tells strangers only what came in by Open311' },
  'POST /open311/v2/requests.{format}': { by: 'open', because: 'wants the key of the front' },
  'GET /api/wards': { by: 'ward' },
  'GET /api/topics': { by: 'everybody', because: 'the taxonomy is the product’s' },
  'GET /api/departments': { by: 'everybody', because: 'the directory of units' },
  'GET /api/overview': { by: 'ward' },
  'GET /api/hotspots': { by: 'ward' },
  'GET /api/wards/ranking': { by: 'ward' },
  'GET /api/trend': { by: 'ward', sees: 'numbers' },
  'GET /api/documents': { by: 'ward' },
  'GET /api/search': { by: 'ward' },
  'GET /api/events/{id}': { by: 'ward' },
  'GET /api/events/{id}/background': { by: 'ward', sees: 'numbers' },
  'POST /api/events/{id}/interventions': { by: 'act', body: { day: '2020-12-01', title: '措施' } },
  'DELETE /api/events/{id}/interventions/{mark}': { by: 'act', body: undefined },
  'GET /api/leads': { by: 'ward', sees: 'nothing' },
  'GET /api/sources': { by: 'ward' },
  'GET /api/alerts': { by: 'ward' },
  'GET /api/alerts/{id}': { by: 'ward' },
  'POST /api/alerts/{id}/actions': {
    by: 'act',
    body: { assignmentId: 'x', action: 'acknowledge', version: 1, note: '签收' },
  },
  'GET /api/settings': { by: 'roles', roles: ['district_admin', 'district_analyst', 'auditor'] },
  'GET /api/settings/{kind}': { by: 'roles', roles: ['district_admin', 'district_analyst', 'auditor'] },
  'PUT /api/settings/{kind}': { by: 'roles', roles: ['district_admin'] },
  'POST /api/settings/{kind}/preview': { by: 'roles', roles: ['district_admin'] },
  'POST /api/settings/{kind}/restore': { by: 'roles', roles: ['district_admin'] },
  'GET /api/exports/hotspots': { by: 'ward' },
  'GET /api/exports/wards': { by: 'ward' },
  'GET /api/exports/documents': { by: 'ward' },
  'GET /api/exports/alerts': { by: 'ward' },
  'GET /api/exports/rejects': { by: 'roles', roles: ['district_admin', 'district_analyst', 'auditor'] },
  'GET /api/rejects': { by: 'roles', roles: ['district_admin', 'district_analyst', 'auditor'] },
  'POST /api/rejects/replay': { by: 'roles', roles: ['district_admin'] },
  'GET /api/coverage': { by: 'ward', sees: 'nothing' },
  'GET /api/audit/chain': { by: 'roles', roles: ['district_admin', 'auditor'] },
  'GET /api/audit/export': { by: 'roles', roles: ['district_admin', 'auditor'] },
  'GET /api/wall': { by: 'roles', roles: ['district_admin', 'district_analyst', 'auditor', 'wall'] },
  'GET /api/setup/departments': { by: 'roles', roles: ['district_admin'] },
  'POST /api/setup/wards': { by: 'roles', roles: ['district_admin'] },
  'POST /api/setup/district': { by: 'roles', roles: ['district_admin'] },
  'GET /api/imports': { by: 'roles', roles: ['district_admin'] },
  'POST /api/imports/{source}': { by: 'roles', roles: ['district_admin'] },
  'GET /api/events/{id}/acts': { by: 'roles', roles: ['district_admin', 'district_analyst'] },
  'POST /api/events/{id}/acts': { by: 'roles', roles: ['district_admin', 'district_analyst'] },
  'POST /api/events/{id}/acts/{no}/undo': { by: 'roles', roles: ['district_admin', 'district_analyst'] },
  'GET /api/events/{id}/replies': { by: 'ward', sees: 'nothing' },
  'GET /api/audit': { by: 'roles', roles: ['district_admin', 'auditor'] },
  'GET /api/accounts': { by: 'roles', roles: ['district_admin'] },
  'POST /api/accounts': { by: 'roles', roles: ['district_admin'] },
  'PUT /api/accounts/{id}': { by: 'roles', roles: ['district_admin'] },
  'POST /api/accounts/{id}/switch': { by: 'roles', roles: ['district_admin'] },
  'POST /api/accounts/{id}/password': { by: 'roles', roles: ['district_admin'] },
  'GET /api/supervision': { by: 'ward', sees: 'numbers' },
  'POST /api/supervision/{month}/freeze': { by: 'act', body: { note: '封账' } },
  'POST /api/supervision/exclusions': { by: 'act', body: { assignmentId: 'x', reason: '不属实', basis: '办法' } },
  'POST /api/supervision/exclusions/{id}': { by: 'act', body: { grant: true, note: '同意' } },
  'GET /api/alerts/{id}/attachments': { by: 'ward', sees: 'nothing' },
  'POST /api/alerts/{id}/attachments': { by: 'act', body: {} },
  'GET /api/alerts/{id}/attachments/{attachmentId}': { by: 'ward', sees: 'nothing' },
  'POST /api/alerts/{id}/open': { by: 'act', body: { ticket: 'forged' } },
  'POST /api/alerts/{id}/deliveries/{deliveryId}/resend': { by: 'act', body: {} },
  'POST /api/alerts/{id}/merge': { by: 'act', body: { into: 'x', note: '同一件事' } },
  'POST /api/alerts/{id}/split': { by: 'act', body: { departmentCode: 'jiaojing', title: '拆分', note: '另一件事' } },
  'GET /api/canned-replies': { by: 'everybody', because: 'wording of the office, the same for all' },
  'GET /api/channels': { by: 'roles', roles: ['district_admin', 'auditor'] },
  'POST /api/channels/{id}/test': { by: 'roles', roles: ['district_admin'] },
  'POST /api/channels/{id}/enable': { by: 'roles', roles: ['district_admin'] },
  'GET /api/routing/suggestions': { by: 'roles', roles: ['district_admin', 'district_analyst', 'auditor'] },
  'GET /api/reports': { by: 'ward', sees: 'nothing' },
  'POST /api/reports': { by: 'act', body: { kind: 'monthly', periodKey: '2020-11', ward: neighbour.ward } },
  'GET /api/reports/{id}': { by: 'ward', sees: 'nothing' },
  'PUT /api/reports/{id}/edits': { by: 'act', body: { version: 1, edits: {} } },
  'POST /api/reports/{id}/actions': { by: 'act', body: { version: 1, action: 'submit' } },
  'POST /api/reports/{id}/recount': { by: 'act', body: {} },
  'POST /api/reports/{id}/corrections': { by: 'act', body: { keep: false } },
  'POST /api/reports/{id}/read': { by: 'act', body: {} },
  'POST /api/reports/{id}/deliveries/{delivery}/resend': { by: 'act', body: {} },
  'GET /api/reports/{id}/files/{format}': { by: 'ward', sees: 'nothing' },
  'GET /api/reports/{id}/annex/{format}': { by: 'ward', sees: 'nothing' },
  'GET /api/reports/{id}/charts/{chart}': { by: 'ward', sees: 'nothing' },
  'GET /api/open-data/requests.json': {
    by: 'open',
    because: 'is for everybody where the district publishes it: no words, no group below five',
  },
  'GET /api/open-data/counts.csv': {
    by: 'open',
    because: 'is for everybody where the district publishes it: no small cell',
  },
  'GET /api/stream': { by: 'ward', sees: 'nothing' },
};

/** What somebody of the other ward puts into a parameter of this name, in the path or the query. */
export const forgeries = (ids: { alert: string; cursors: readonly string[] }): Record<string, readonly string[]> => ({
  attachmentId: ['00000000-0000-0000-0000-000000000000'],
  deliveryId: ['msg_0'],
  ticket: ['msg_0.x'],
  month: ['2020-11', '2020-12'],
  id: ['1', neighbour.event, ids.alert, neighbour.document, 'no-such-id'],
  ward: [neighbour.ward, '990113001', '990113', 'none', own.ward],
  event: [neighbour.event],
  source: [neighbour.source],
  q: [neighbour.word, neighbour.place],
  department: ['jiaojing'],
  topic: ['08', '0801'],
  cursor: ids.cursors,
  lastEventId: ['0'],
  kind: ['alerting'],
  no: ['1'],
  mark: ['1'],
  name: ['file.csv'],
  actor: ['1'],
  format: ['json', 'csv'],
  reason: ['empty'],
  day: ['2020-12-12'],
  file: ['forum.no-such-id.json'],
  action: ['session'],
  from: ['2020-01-01T00:00:00.000Z'],
  to: ['2021-01-01T00:00:00.000Z'],
});
