import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Counting {
  /** Another site on the same host, at a different port: `http://localhost:1234/`. */
  where: string;
  /** An empty page of that site, whose requests are not counted. */
  page: string;
  /** The number of other requests to it, including sockets. */
  count(): number;
}

/** A server that counts all requests during a check. */
export async function counting(check: (server: Counting) => Promise<void>): Promise<void> {
  let count = 0;
  const server = createServer(({ url }, response) => {
    if (url === '/page')
      return void response.setHeader('content-type', 'text/html').end('<!doctype html><title>.</title>');
    if (url !== '/favicon.ico') count += 1;
    return void response.setHeader('access-control-allow-origin', '*').end('1');
  });
  server.on('upgrade', (_, socket) => {
    count += 1;
    socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // Safe: a server that listens on a TCP port has an AddressInfo.
  const where = `http://localhost:${(server.address() as AddressInfo).port}/`;
  try {
    await check({ where, page: `${where}page`, count: () => count });
  } finally {
    server.closeAllConnections();
    server.close();
  }
}
