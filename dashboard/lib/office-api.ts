import type { Account } from '#api/contract/session.ts';
import type { AuditChain, AuditPage } from '#api/contract/audit.ts';
import type { DeadLetterView, EndpointView, MessagePreview } from '#api/contract/channels.ts';
import type { FollowUpReport, RoutingSuggestion } from '#api/contract/alerts.ts';
import type { SettingDetail, SettingList, SettingPreview } from '#api/contract/settings.ts';
import type { WardTableRead } from '#api/contract/setup.ts';
import type { WardMapRead } from '#api/contract/ward-map.ts';
import type { WallView } from '#api/contract/wall.ts';
import { get, request, send } from './api.ts';

/** What an administrator says about a person. */
export type AccountFacts = Pick<Account, 'name' | 'role' | 'wards' | 'lines' | 'departmentCode'>;
/** Which lines of the audit log; `before` continues the page that ended there. */
export interface AuditQuery {
  action?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
  before?: number | undefined;
}

/** The endpoints of those who keep the district running. */
export const officeApi = {
  settings: () => get<SettingList>('/settings'),
  setting: (kind: string) => get<SettingDetail>(`/settings/${encodeURIComponent(kind)}`),
  previewSetting: (kind: string, value: unknown) =>
    send<SettingPreview>('POST', `/settings/${kind}/preview`, { value }),
  saveSetting: (kind: string, body: { version: number; value: unknown; note: string }) =>
    send<SettingDetail>('PUT', `/settings/${kind}`, body),
  restoreSetting: (kind: string, body: { version: number; restore: number; note: string }) =>
    send<SettingDetail>('POST', `/settings/${kind}/restore`, body),
  readWardTable: (file: string) => send<WardTableRead>('POST', '/ward-table', { file }),
  readWardMap: (file: File, property: string) =>
    request<WardMapRead>('/ward-map/read', { method: 'POST', query: { property }, bytes: file }),
  routingSuggestions: () => get<RoutingSuggestion[]>('/routing/suggestions'),
  channels: (signal?: AbortSignal) => get<EndpointView[]>('/channels', {}, signal),
  channelPreview: () => get<MessagePreview>('/channels/preview'),
  testChannel: (id: string) =>
    send<{ ok: boolean; code: string; ms: number }>('POST', `/channels/${encodeURIComponent(id)}/test`, {}),
  enableChannel: (id: string) => send<void>('POST', `/channels/${encodeURIComponent(id)}/enable`, {}),
  deadLetters: (signal?: AbortSignal) => get<DeadLetterView[]>('/dead-letters', {}, signal),
  resendDead: (letters: { alertId: string; deliveryId: string }[]) =>
    send<{ resent: number }>('POST', '/dead-letters/resend', { letters }),
  importFollowUps: (file: File, apply: boolean) =>
    request<FollowUpReport>('/follow-ups/import', { method: 'POST', query: { apply: apply ? 1 : 0 }, bytes: file }),
  mergeAlert: (id: string, body: { into: string; note: string }) =>
    send<{ id: string }>('POST', `/alerts/${encodeURIComponent(id)}/merge`, body),
  splitAlert: (id: string, body: { departmentCode: string; title: string; note: string }) =>
    send<{ id: string }>('POST', `/alerts/${encodeURIComponent(id)}/split`, body),
  audit: (query: AuditQuery, signal?: AbortSignal) => get<AuditPage>('/audit', { ...query }, signal),
  auditChain: () => get<AuditChain>('/audit/chain'),
  wall: (signal?: AbortSignal) => get<WallView>('/wall', {}, signal),
  accounts: (signal?: AbortSignal) => get<Account[]>('/accounts', {}, signal),
  createAccount: (body: AccountFacts & { username: string; password: string }) =>
    send<Account[]>('POST', '/accounts', body),
  changeAccount: (id: number, body: AccountFacts) => send<Account[]>('PUT', `/accounts/${id}`, body),
  switchAccount: (id: number, disabled: boolean) => send<Account[]>('POST', `/accounts/${id}/switch`, { disabled }),
  resetPassword: (id: number, password: string) => send<Account[]>('POST', `/accounts/${id}/password`, { password }),
};
