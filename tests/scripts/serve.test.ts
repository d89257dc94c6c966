import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Server, serve } from '../../scripts/serve.ts';

const folder = mkdtempSync(join(tmpdir(), 'fitting-models-serve-'));
const directory = join(folder, 'dist');
let server: Server;

beforeAll(async () => {
  mkdirSync(join(directory, 'page'), { recursive: true });
  writeFileSync(join(folder, 'secret.txt'), 'secret');
  writeFileSync(join(directory, 'index.html'), 'home');
  writeFileSync(join(directory, '404.html'), 'lost');
  writeFileSync(join(directory, 'page/index.html'), 'page');
  server = await serve({ directory, base: '/notes/', port: 0 });
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

interface Got {
  status: number | undefined;
  location: string | undefined;
  body: string;
}

/** A request whose path is sent unchanged: fetch would resolve `..` itself. */
function get(path: string, asked: { method?: string; headers?: Record<string, string> } = {}): Promise<Got> {
  const { port } = new URL(server.address);
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, path, ...asked }, (response) => {
      let body = '';
      response.on('data', (chunk: Buffer) => {
        body += chunk.toString();
      });
      response.on('end', () => resolve({ status: response.statusCode, location: response.headers.location, body }));
    })
      .on('error', reject)
      .end();
  });
}

test('serve: a folder is its index.html, and without its slash a redirect that keeps the query', async () => {
  expect(await get('/notes/page/')).toMatchObject({ status: 200, body: 'page' });
  expect(await get('/notes/page?sgd.alpha=1')).toMatchObject({ status: 301, location: '/notes/page/?sgd.alpha=1' });
  expect(await get('/')).toMatchObject({ status: 301, location: '/notes/' });
});

test('serve: what is not there is the 404 page, outside the base too', async () => {
  expect(await get('/notes/nothing/')).toMatchObject({ status: 404, body: 'lost' });
  expect(await get('/page/')).toMatchObject({ status: 404, body: 'lost' });
});

test.each(['/notes/../secret.txt', '/notes/%2e%2e%2fsecret.txt', '/notes/page/..%2f..%2fsecret.txt', '/notes/%ff'])(
  'serve: %s does not leave the folder',
  async (path) => {
    expect(await get(path)).toMatchObject({ status: 404, body: 'lost' });
  },
);

test('serve: a port that is taken is a sentence that says which to choose instead', async () => {
  const { port } = new URL(server.address);
  await expect(serve({ directory, base: '/notes/', port: Number(port) })).rejects.toThrow(
    `port ${port} is taken: choose another with --port=${Number(port) + 1}`,
  );
});

test('serve: a page in a frame with a sandbox, whose origin is "null", may load what it needs', async () => {
  const { headers } = await fetch(new URL('page/', server.address), { headers: { origin: 'null' } });
  expect(headers.get('access-control-allow-origin')).toBe('*');
});

test.each([
  '//',
  '//host/x',
  `/notes/${'a'.repeat(250)}`,
  `/notes/${'%20'.repeat(4000)}/`,
  '/notes/%00',
  '*',
  '/notes/%',
])('serve: the request %j does not end the server', async (path) => {
  expect((await get(path)).status).toBe(404);
  expect(await get('/notes/page/')).toMatchObject({ status: 200, body: 'page' });
});

test.each(['bytes=2-5', 'bytes=99999999999999999999-', 'bytes=5-2', 'lines=1-2'])(
  'serve: the range %s is answered with the whole',
  async (range) => {
    expect(await get('/notes/page/', { headers: { range } })).toMatchObject({ status: 200, body: 'page' });
  },
);

test.each(['POST', 'PUT', 'DELETE', 'PATCH'])('serve: nothing is done by %s', async (method) => {
  expect(await get('/notes/page/', { method })).toMatchObject({ status: 405, body: '' });
});

test('serve: what is sent is compressed by gzip, as Pages does', async () => {
  writeFileSync(join(directory, 'long.css'), 'a{b:c}'.repeat(5000));
  const response = await fetch(new URL('../notes/long.css', server.address), {
    headers: { 'accept-encoding': 'gzip, br' },
  });
  expect(await response.text()).toHaveLength(30_000);
  expect(response.headers.get('content-encoding')).toBe('gzip');
});

test('serve: a folder without a site says what to run', async () => {
  await expect(serve({ directory: folder })).rejects.toThrow('npm run build');
});
