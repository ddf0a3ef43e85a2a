import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One request as a receiver saw it. */
interface Received {
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
}

export type Behaviour = (response: ServerResponse, received: Received) => void;

/** An HTTP server of its own on loopback that keeps what it got and answers as told. */
export interface Receiver {
  url: string;
  /** host:port for an allow-list. */
  authority: string;
  got: Received[];
  /** How it answers from now on. */
  answer: Behaviour;
  close(): Promise<void>;
}

/** Answers with a status, headers and a body. */
export const answering =
  (status: number, headers: Record<string, string> = {}, body = ''): Behaviour =>
  (response) =>
    response.writeHead(status, headers).end(body);

/** Never answers. */
export const hanging: Behaviour = () => {};
/** Begins a good answer that never ends. */
export const endless: Behaviour = (response) => {
  response.writeHead(200);
  const more = (): void => void (response.destroyed || response.write('x'.repeat(4096), () => setImmediate(more)));
  more();
};
/** Hangs up in the middle. */
export const dropping: Behaviour = (response) => response.destroy();

export async function startReceiver(answer: Behaviour = answering(200)): Promise<Receiver> {
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8');
      const received = { path: request.url ?? '', headers: request.headers, body };
      receiver.got.push(received);
      receiver.answer(response, received);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const receiver: Receiver = {
    url: `http://127.0.0.1:${port}/hook`,
    authority: `127.0.0.1:${port}`,
    got: [],
    answer,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
  return receiver;
}
