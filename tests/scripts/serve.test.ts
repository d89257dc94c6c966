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

/** A request whose path is sent as it is: fetch would resolve `..` itself. */
function get(path: string): Promise<Got> {
  const { port } = new URL(server.address);
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, path }, (response) => {
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

test('serve: a port that is taken moves on to the next', async () => {
  const { port } = new URL(server.address);
  const second = await serve({ directory, base: '/notes/', port: Number(port) });
  expect(Number(new URL(second.address).port)).toBeGreaterThan(Number(port));
  await second.close();
});

test('serve: a folder without a site says what to run', async () => {
  await expect(serve({ directory: folder })).rejects.toThrow('npm run build');
});
