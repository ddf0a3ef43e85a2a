import type { District } from '#warehouse/model/district.ts';
import type { Ledger } from '#warehouse/ledger/ledger.ts';
import type { AlertDesk } from '../alert-desk.ts';
import type { DeliverJob } from '../contract.ts';
import { policyOf, type AlertPolicy } from '../lifecycle/policy.ts';
import { shippedCalendar } from '../calendar/working-calendar.ts';
import { parseAllowList } from '../deliver/allow-list.ts';
import { endpointBook } from '../deliver/endpoints.ts';
import type { PostOffice } from '../deliver/post-office.ts';
import { transports } from '../deliver/transports.ts';
import { district } from './fixtures.ts';

/** A desk on a real ledger that remembers the jobs it queued, with a webhook for the traffic police and the street. */
export function deskFor(
  ledger: Ledger,
  urls: Record<string, string> = { police: 'http://127.0.0.1:1/police', street: 'http://127.0.0.1:1/street' },
): AlertDesk & { jobs: DeliverJob[]; policy: AlertPolicy } {
  const jobs: DeliverJob[] = [];
  const departments = district.departments.map((department) => {
    const url = urls[department.code];
    const secret = `whsec_${Buffer.from(`secret of ${department.code}, 24 bytes`).toString('base64')}`;
    return { ...department, channels: url ? [{ kind: 'webhook' as const, url, secret }] : [] };
  });
  return {
    ledger,
    jobs,
    policy: policyOf({ ...district, departments }, shippedCalendar()),
    enqueue: async (_tx, job) => {
      jobs.push(job);
    },
    mask: (text) => text.replaceAll(/1\d{10}/g, '〔手机号〕'),
  };
}

/** A post office that may send to the listed receivers; `departments` as of a desk. */
export function officeFor(
  of: Pick<District, 'departments'>,
  allowed: readonly string[] = [],
  more: Partial<PostOffice> = {},
): PostOffice {
  return {
    transports,
    endpoints: endpointBook(of),
    allow: parseAllowList(allowed),
    linkTo: (alertId) => `http://minqing.example/inbox/${alertId}`,
    ...more,
  };
}
