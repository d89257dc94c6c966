/**
 * Serves the built site as GitHub Pages would: under its base path, compressed, with a redirect to the trailing
 * slash and the 404 page. `npm start`, the browser tests and the audit all look at the site through this server.
 */
import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { base as siteBase } from '../site.config.ts';
import { root } from './command.ts';

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
  '.xml': 'application/xml; charset=utf-8',
};
const compressible = new Set(['.css', '.csv', '.html', '.js', '.json', '.mjs', '.svg', '.txt', '.wasm', '.xml']);

export interface ServeOptions {
  directory?: string;
  /** Starts and ends with a slash. */
  base?: string;
  /** 0 takes any free port; another one that is taken moves on to the next free one. */
  port?: number;
  host?: string;
  /** Hears of every answer; the audit counts with it. */
  onAnswer?: (answer: Answer) => void;
}

export interface Answer {
  path: string;
  status: number;
  /** Of the body as sent. */
  bytes: number;
  /** What asked: `document`, `script`, `worker`, `font`, … (the header Sec-Fetch-Dest). */
  destination: string;
  /** Path of the page or script that asked. */
  from: string;
  /** Milliseconds since 1970. */
  time: number;
}

export interface Server {
  /** With the base path: `http://localhost:4321/fitting-models/`. */
  address: string;
  close(): Promise<void>;
}

/** Starts the server. Rejects where the directory holds no built site. */
export async function serve(options: ServeOptions = {}): Promise<Server> {
  const directory = options.directory ?? join(root, 'dist');
  const base = options.base ?? siteBase;
  const host = options.host ?? '127.0.0.1';
  if (!existsSync(join(directory, 'index.html'))) {
    throw new Error(`no built site in ${directory}: run \`npm run build\` first, or \`npm start\`, which builds it`);
  }
  const compressed = new Map<string, { modified: number; body: Buffer }>();
  const server = createServer((request, response) => {
    const { onAnswer } = options;
    if (onAnswer) response.on('finish', () => onAnswer(answerTo(request, response)));
    answer(request, response, directory, base, compressed);
  });
  const port = await listen(server, host, options.port ?? 4321);
  return {
    address: `http://localhost:${port}${base}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function answerTo(request: IncomingMessage, response: ServerResponse): Answer {
  const { referer } = request.headers;
  return {
    path: new URL(request.url ?? '/', 'http://localhost').pathname,
    status: response.statusCode,
    bytes: Number(response.getHeader('content-length') ?? 0),
    destination: String(request.headers['sec-fetch-dest'] ?? ''),
    from: referer === undefined ? '' : new URL(referer).pathname,
    time: Date.now(),
  };
}

/** Takes the first free port from `port` on, and returns it. */
function listen(server: ReturnType<typeof createServer>, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    let next = port;
    server.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EADDRINUSE' || next >= port + 100) reject(error);
      else server.listen(++next, host);
    });
    server.on('listening', () => {
      const address = server.address();
      if (address === null || typeof address === 'string') reject(new Error('the server has no port'));
      else resolve(address.port);
    });
    server.listen(next, host);
  });
}

function answer(
  request: IncomingMessage,
  response: ServerResponse,
  directory: string,
  base: string,
  compressed: Map<string, { modified: number; body: Buffer }>,
): void {
  const url = new URL(request.url ?? '/', 'http://localhost');
  if (url.pathname === '/' && base !== '/') {
    redirect(response, base);
    return;
  }
  const file = url.pathname.startsWith(base) ? find(directory, url.pathname.slice(base.length)) : undefined;
  if (file === 'directory') {
    redirect(response, `${url.pathname}/${url.search}`);
    return;
  }
  const missing = join(directory, '404.html');
  const path = file ?? (existsSync(missing) ? missing : undefined);
  if (path === undefined) {
    response.writeHead(404, { 'content-type': 'text/plain' }).end('not found\n');
    return;
  }
  const type = extname(path);
  const headers: Record<string, string> = {
    'content-type': types[type] ?? 'application/octet-stream',
    'cache-control': 'max-age=600',
    'x-content-type-options': 'nosniff',
  };
  const status = file === undefined ? 404 : 200;
  if (compressible.has(type) && /\bgzip\b/.test(request.headers['accept-encoding'] ?? '')) {
    const modified = statSync(path).mtimeMs;
    let entry = compressed.get(path);
    if (entry?.modified !== modified) {
      entry = { modified, body: gzipSync(readFileSync(path)) };
      compressed.set(path, entry);
    }
    send(response, status, { ...headers, 'content-encoding': 'gzip', 'content-length': entry.body.length });
    response.end(request.method === 'HEAD' ? undefined : entry.body);
    return;
  }
  send(response, status, { ...headers, 'content-length': statSync(path).size });
  if (request.method === 'HEAD') response.end();
  else createReadStream(path).pipe(response);
}

/** Headers given to writeHead cannot be read back, and the audit reads the length. */
function send(response: ServerResponse, status: number, headers: Readonly<Record<string, string | number>>): void {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  response.writeHead(status);
}

/** The file behind a path below the base, `directory` where the trailing slash is missing. */
function find(directory: string, below: string): string | undefined {
  let name: string;
  try {
    name = normalize(decodeURIComponent(below));
  } catch {
    return undefined;
  }
  if (name.startsWith('..') || name.includes('\0')) return undefined;
  const path = join(directory, name);
  if (below === '' || below.endsWith('/')) return isFile(join(path, 'index.html'));
  return isFile(path) ?? isFile(`${path}.html`) ?? (isFile(join(path, 'index.html')) ? 'directory' : undefined);
}

function isFile(path: string): string | undefined {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ? path : undefined;
}

function redirect(response: ServerResponse, location: string): void {
  response.writeHead(301, { location }).end();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({ options: { port: { type: 'string' }, host: { type: 'string' } } });
  const server = await serve({
    ...(values.port !== undefined && { port: Number(values.port) }),
    ...(values.host !== undefined && { host: values.host }),
  }).catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : String(error));
    process.exit(1);
  });
  console.log(server.address);
}
