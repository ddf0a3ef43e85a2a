import { z } from 'zod';
import { runStatement, type Transaction } from '../ledger.ts';

/** The next number of a year, e.g. 2020-0042; given back when the transaction is. */
export async function nextAlertNumber(tx: Transaction, year: number): Promise<string> {
  const [row] = await runStatement(tx, {
    name: 'next-alert-number',
    text: `insert into alert_numbers (year, last) values ($1, 1)
      on conflict (year) do update set last = alert_numbers.last + 1 returning last`,
    values: [year],
    row: z.object({ last: z.number() }),
  });
  return `${year}-${String(row?.last).padStart(4, '0')}`;
}
