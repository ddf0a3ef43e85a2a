import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';

/**
 * Holds live streams open and reads every byte of them until its input ends. Says so on stdout once all are open, and
 * what they heard at the end.
 */
const [url = '', count = '0'] = process.argv.slice(2);
const EVENT = Buffer.from('event: ');
const heard = { events: 0, ended: 0 };

async function listen(): Promise<void> {
  const headers = { cookie: process.env['MINQING_STREAM_COOKIE'] ?? '' };
  const [answer] = (await once(get(`${url}/api/stream`, { headers, agent: false }), 'response')) as [IncomingMessage];
  if (answer.statusCode !== 200) throw new Error(`the stream was refused: ${answer.statusCode}`);
  answer.on('data', (bytes: Buffer) => {
    for (let at = bytes.indexOf(EVENT); at >= 0; at = bytes.indexOf(EVENT, at + EVENT.length)) heard.events++;
  });
  answer.on('close', () => heard.ended++);
}

await Promise.all(Array.from({ length: Number(count) }, listen));
console.log('open');
process.stdin.resume();
await once(process.stdin, 'end');
console.log(JSON.stringify(heard));
process.exit(0);
