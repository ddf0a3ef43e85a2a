import type {
  Account,
  AuditChain,
  AuditPage,
  SettingDetail,
  SettingList,
  SettingPreview,
  WallView,
} from '#api/contract.ts';
import { get, send } from './api.ts';

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
