import type { DeliveryChannel } from '#warehouse/ledger/alerts/rows.ts';
import type { ClaimedDelivery } from '#warehouse/ledger/alerts/claim-delivery.ts';
import { resolveTarget, type AllowList } from './allow-list.ts';
import type { ClaimLimits } from './claim-paced.ts';
import { renderDigest } from './digest.ts';
import type { Endpoint } from './endpoints.ts';
import { factsSchema } from './facts.ts';
import type { Letter, Mailer } from './mailer.ts';
import { renderMessage, type Templates } from './message.ts';
import { post, type PostResult } from './post.ts';
import { renderSpecial, specialFactsSchema } from './special-facts.ts';
import type { Parcel, Transport, Verdict } from './transport.ts';

/** What sending needs besides the desk. */
export interface PostOffice extends ClaimLimits {
  transports: Partial<Record<DeliveryChannel, Transport>>;
  /** The mail server; without one a mail is a dead letter. */
  mailer?: Mailer | undefined;
  /** By endpoint id, with their secrets, as they are configured now. */
  endpoints: { get(endpointId: string): Endpoint | undefined };
  allow: AllowList;
  /** The login-protected page of an alert, for the receiver of one message; without a message, the inbox. */
  linkTo: (alertId: string, deliveryId: string) => string;
  /** The same for a 专题; absent, the inbox. */
  linkToSpecial?: (itemId: number, deliveryId: string) => string;
  /** The mail that carries a report, or its n-th correction; undefined when there is none. */
  reportLetter?: (report: { reportId: string; edition: number }) => Promise<Omit<Letter, 'deliveryId'> | undefined>;
  /** How messages are worded; absent, as shipped. */
  templates?: () => Templates;
  /** For tests of slow receivers. */
  timeoutMs?: number;
  /** Real time, unless a test says otherwise. */
  nowMs?: () => number;
}

/** How one attempt went. */
export interface Attempted {
  verdict: Verdict;
  ms: number;
  httpStatus: number | null;
}

const refused = (code: string): Attempted => ({ verdict: { verdict: 'dead', code }, ms: 0, httpStatus: null });

/** Makes one attempt at what was claimed together: one message, or several as a digest. */
export async function attempt(
  office: PostOffice,
  claimed: readonly ClaimedDelivery[],
  startedMs: number,
): Promise<Attempted> {
  const [first] = claimed;
  const endpoint = first && office.endpoints.get(first.target);
  // The configuration changed under the message; a person resends it once that is mended.
  if (!first || !endpoint) return refused('endpoint_unknown');
  if (first.disabledReason !== null) return refused('endpoint_disabled');
  if (first.reportId !== '') return sendReport(office, endpoint, first);
  return sendParcel(office, endpoint, parcelOf(office, claimed), startedMs);
}

/** A report goes by mail alone. Its files are written for each attempt: the same model makes the same bytes. */
async function sendReport(
  office: PostOffice,
  { to }: Endpoint,
  { deliveryId, reportId, seq: edition }: ClaimedDelivery,
): Promise<Attempted> {
  const letter = await office.reportLetter?.({ reportId, edition }).catch(() => 'unwritten' as const);
  // Counts as an attempt, so that it ends as a dead letter before somebody's eyes; the cause is in the log of a download.
  if (letter === 'unwritten')
    return { verdict: { verdict: 'retry', code: 'file_not_written' }, ms: 0, httpStatus: null };
  if (!letter) return refused('report_unknown');
  const sent = await office.mailer?.send(to, { deliveryId, ...letter });
  return sent ? { ...sent, httpStatus: null } : refused('no_mail_server');
}

/** Hands a parcel over to an endpoint. */
export async function sendParcel(
  office: PostOffice,
  endpoint: Endpoint,
  parcel: Parcel,
  startedMs: number,
): Promise<Attempted> {
  if (endpoint.kind === 'email') {
    const sent = await office.mailer?.send(endpoint.to, parcel);
    return sent ? { ...sent, httpStatus: null } : refused('no_mail_server');
  }
  const transport = office.transports[endpoint.kind];
  if (!transport) return refused('endpoint_unknown');
  const target = await resolveTarget(office.allow, endpoint.url).catch(() => undefined);
  if (!target) return { verdict: { verdict: 'retry', code: 'name_not_resolved' }, ms: 0, httpStatus: null };
  if (target.kind === 'refused') return refused('target_refused');
  const limits = office.timeoutMs === undefined ? {} : { timeoutMs: office.timeoutMs };
  const result: PostResult = await post(transport.prepare(parcel, endpoint, startedMs), target, limits);
  const httpStatus = result.kind === 'answer' ? result.status : null;
  return { verdict: transport.judge(result, startedMs), ms: result.ms, httpStatus };
}

function parcelOf(office: PostOffice, claimed: readonly ClaimedDelivery[]): Parcel {
  if (claimed[0]!.itemId !== 0) return specialParcel(office, claimed[0]!);
  const all = claimed.map(({ facts }) => factsSchema.parse(JSON.parse(facts)));
  const [first] = claimed as [ClaimedDelivery];
  const [facts] = all as [ReturnType<typeof factsSchema.parse>];
  const { deliveryId } = first;
  const templates = office.templates?.();
  if (claimed.length > 1) {
    const link = office.linkTo('', '');
    return { deliveryId, facts, link, message: renderDigest(all, link, templates) };
  }
  const link = office.linkTo(first.alertId, deliveryId);
  return { deliveryId, facts, link, message: renderMessage(facts, link, templates) };
}

function specialParcel(office: PostOffice, { itemId, deliveryId, facts: written }: ClaimedDelivery): Parcel {
  const facts = specialFactsSchema.parse(JSON.parse(written));
  const link = office.linkToSpecial?.(itemId, deliveryId) ?? office.linkTo('', '');
  return { deliveryId, facts, link, message: renderSpecial(facts, link, office.templates?.().footer) };
}
