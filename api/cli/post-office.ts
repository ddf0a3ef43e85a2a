import { parseAllowList } from '#jobs/alerts/deliver/allow-list.ts';
import { type Endpoint, endpointBook } from '#jobs/alerts/deliver/endpoints.ts';
import { createMailer } from '#jobs/alerts/deliver/mailer.ts';
import type { PostOffice } from '#jobs/alerts/deliver/post-office.ts';
import { specialTicketOf, ticketFor } from '#jobs/alerts/deliver/ticket.ts';
import { paces, transports } from '#jobs/alerts/deliver/transports.ts';
import { districtInForce } from '#jobs/alerts/settings/channels-setting.ts';
import { findPersonEndpoint, rosterSetting } from '#jobs/alerts/settings/roster-setting.ts';
import { templatesSetting } from '#jobs/alerts/settings/templates-setting.ts';
import { reportLetter } from '#jobs/reports/distribute/report-letter.ts';
import type { RenderPool } from '#jobs/reports/render/render-pool.ts';
import {
  type Distribution,
  distributionSetting,
  findMailAddress,
} from '#jobs/reports/settings/distribution-setting.ts';
import type { Settings } from '#jobs/settings/open-settings.ts';
import { Failure } from './failure.ts';
import { memoOf } from './memo-of.ts';
import type { System } from './open-system.ts';

/** What sending needs, from the district's file, its settings and the environment. `publicUrl` gives where pages are. */
export function openPostOffice(
  system: System,
  settings: Settings,
  order: {
    allowTargets: readonly string[];
    publicUrl: () => string;
    env: NodeJS.ProcessEnv;
    rendering: RenderPool;
  },
): PostOffice {
  const { env, rendering } = order;
  const distribution = () => settings.current(distributionSetting);
  const listed = (env['MINQING_ALLOW_TARGETS'] ?? '').split(/[\s,]+/).filter(Boolean);
  const inForce = districtInForce(system.district, settings);
  const bookOf = memoOf(inForce, endpointBook);
  const pageUrl = (): string => env['MINQING_PUBLIC_URL'] ?? order.publicUrl();
  return {
    transports,
    paces,
    mailer: mailerOf(env),
    endpoints: {
      get: (endpointId) =>
        bookOf().get(endpointId) ??
        findPersonEndpoint(settings.current(rosterSetting), endpointId) ??
        listedMail(distribution(), endpointId),
    },
    allow: allowListOf([...listed, ...order.allowTargets]),
    linkTo: (alertId, deliveryId) => {
      if (alertId === '') return `${pageUrl()}/inbox`;
      const ticket = ticketFor(system.secrets.seal, alertId, deliveryId);
      return `${pageUrl()}/inbox/${encodeURIComponent(alertId)}?ticket=${ticket}`;
    },
    linkToSpecial: (itemId, deliveryId) => {
      const ticket = ticketFor(system.secrets.seal, specialTicketOf(itemId), deliveryId);
      return `${pageUrl()}/inbox?special=${itemId}&seen=${ticket}`;
    },
    reportLetter: (report) =>
      reportLetter(
        { ledger: system.ledger, rendering, distribution, linkTo: (reportId) => `${pageUrl()}/reports/${reportId}` },
        report,
      ),
    templates: () => settings.current(templatesSetting),
  };
}

function allowListOf(entries: readonly string[]): PostOffice['allow'] {
  try {
    return parseAllowList(entries);
  } catch (error) {
    throw new Failure(
      `MINQING_ALLOW_TARGETS 有误，每项应为 主机:端口 或网段（如 10.1.0.0/16）：${(error as Error).message}`,
    );
  }
}

/** An address of the distribution list. */
function listedMail(list: Distribution, endpointId: string): Endpoint | undefined {
  const to = findMailAddress(list, endpointId);
  const nobody = { departmentCode: '', departmentName: '', url: '', secret: '', fallback: false };
  return to === undefined ? undefined : { endpointId, kind: 'email', to, ...nobody };
}

/** MINQING_SMTP_URL (smtp:// or smtps://, with user and password) and MINQING_MAIL_FROM; without them there is no mail. */
function mailerOf(env: NodeJS.ProcessEnv): PostOffice['mailer'] {
  const url = env['MINQING_SMTP_URL'];
  if (!url) return undefined;
  const from = env['MINQING_MAIL_FROM'];
  if (!from || !URL.canParse(url))
    throw new Failure('发邮件须同时设 MINQING_SMTP_URL（smtp://…）和 MINQING_MAIL_FROM（发件地址）');
  return createMailer(url, from);
}
