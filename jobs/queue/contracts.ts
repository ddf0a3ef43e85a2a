import { z } from 'zod';

/**
 * One contract per job: what its data is, how often it is tried again, how many run at once.
 * Worker, producer and schedule derive from it. Data names work, it does not carry it; a new field is optional for one release.
 */
export const jobContracts = {
  /** Pulls what is new at one source into the intake log. */
  'pull-source': contract(z.object({ sourceId: z.string() }), { attempts: 3, backoffMs: 2_000, concurrency: 4 }),
  /** Ranks all windows and levels for now, and raises what crossed the threshold. */
  'rank-hotspots': contract(z.object({}), { attempts: 5, backoffMs: 1_000, concurrency: 1 }),
  /** Looks for bursts, silent sources and, once a day, slow rises and clusters. */
  'detect-signals': contract(z.object({}), { attempts: 3, backoffMs: 10_000, concurrency: 1 }),
  /** Puts a repair of the grouping into the intake log: of everything, or of the newest documents' events. */
  'repair-grouping': contract(z.object({ newest: z.number().int().positive().optional() }), {
    attempts: 3,
    backoffMs: 60_000,
    concurrency: 1,
  }),
  /** Analyses the stored history again by the words and the model of now; goes on with the run under way. */
  'rerun-history': contract(z.object({}), { attempts: 10, backoffMs: 5_000, concurrency: 1 }),
  /** Looks again for the ward of documents that have none; goes on with the run under way. */
  'relocate-documents': contract(z.object({}), { attempts: 10, backoffMs: 5_000, concurrency: 1 }),
  /** Looks for words that the dictionary does not know, for a person to take or refuse. */
  'propose-words': contract(z.object({}), { attempts: 3, backoffMs: 60_000, concurrency: 1 }),
  /** Carries one delivery of the outbox; how often is decided there, so a fault here only repeats the look. */
  deliver: contract(z.object({ deliveryId: z.string() }), {
    attempts: 8,
    backoffMs: 1_000,
    concurrency: 8,
  }),
  /** Looks for duties that come due or are late. */
  'check-clocks': contract(z.object({}), { attempts: 3, backoffMs: 5_000, concurrency: 1 }),
  /** Freezes last month's supervision figures on the working day that the office set. */
  'freeze-month': contract(z.object({}), { attempts: 5, backoffMs: 60_000, concurrency: 1 }),
  /** Puts the drafts that are due today on the list. */
  'plan-reports': contract(z.object({}), { attempts: 3, backoffMs: 60_000, concurrency: 1 }),
  /** Counts reports that wait for their numbers. */
  'count-reports': contract(z.object({ reportIds: z.array(z.string()) }), {
    attempts: 3,
    backoffMs: 10_000,
    concurrency: 1,
  }),
} as const;

export type JobName = keyof typeof jobContracts;
export type JobData<Name extends JobName> = z.infer<(typeof jobContracts)[Name]['data']>;
/** Every job has exactly one handler; a missing one does not compile, and does not boot. */
export type JobHandlers = { [Name in JobName]: (data: JobData<Name>) => Promise<void> };

interface Policy {
  attempts: number;
  /** Wait before the second attempt, doubled each time, milliseconds. */
  backoffMs: number;
  concurrency: number;
}

function contract<Data extends z.ZodType>(data: Data, policy: Policy): Policy & { data: Data } {
  return { data, ...policy };
}
