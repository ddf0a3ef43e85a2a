import { z } from 'zod';

/** An instant in UTC with milliseconds, e.g. 2020-12-12T01:30:00.000Z. */
export const instantSchema = z.iso.datetime({ precision: 3 });
