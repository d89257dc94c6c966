/**
 * npm run preview                 serves the built site in dist/ as GitHub Pages would
 * npm run preview -- --port=4000  at this port; 0 chooses a free one
 * npm run preview -- --host=0.0.0.0  also to other machines; without it only to this one
 *
 * Serves the site under its base path, compressed, with redirects to the trailing slash and the 404 page. `npm start`, the
 * browser tests and the audit use this server.
 */
import { existsSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import compression from 'compression';
import sirv from 'sirv';
import { base as siteBase } from '../site.config.ts';
import { root } from './command.ts';
import { exitWith, readOptions, UsageError, wholeNumber } from './options.ts';

export interface ServeOptions {
  directory?: string;
  /** Starts and ends with a slash. */
  base?: string;
  /** 0 takes any free port. Default 4321. */
  port?: number;
  /** Default: only this machine. */
  host?: string;
  /** Called with each request before it is answered; used by the audit for counting. */
  watch?: (request: IncomingMessage, response: ServerResponse) => void;
}

export interface Server {
  /** With the base path: `http://localhost:4321/fitting-models/`. */
  address: string;
  close(): Promise<void>;
}

const PORT = 4321;
/** As on GitHub Pages. */
const SECONDS_KEPT = 600;

/**
 * Starts the server.
 * @throws UsageError if the directory contains no built site, or the port is taken
 */
export async function serve(options: ServeOptions = {}): Promise<Server> {
  const directory = options.directory ?? join(root, 'dist');
  const base = options.base ?? siteBase;
  if (!existsSync(join(directory, 'index.html'))) {
    throw new UsageError(
      `no built site in ${directory}: run \`npm run build\` first, or \`npm start\`, which builds it`,
    );
  }
  const answer = siteIn(directory, base);
  const server = createServer((request, response) => {
    options.watch?.(request, response);
    freeAborted(response);
    acceptGzipAlone(request);
    compress(request, response, () => answer(request, response));
  });
  const port = await listen(server, options.host ?? '127.0.0.1', options.port ?? PORT);
  return {
    address: `http://localhost:${port}${base}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

type Next = (request: IncomingMessage, response: ServerResponse, next: () => void) => void;
// Typed for Express, but it accepts the objects of Node's own server.
const compress = compression({ threshold: 0 }) as unknown as Next;

/** Pages compresses with gzip, and the budgets are in gzipped bytes. */
function acceptGzipAlone({ headers }: IncomingMessage): void {
  headers['accept-encoding'] = /\bgzip\b/.test(headers['accept-encoding'] ?? '') ? 'gzip' : 'identity';
}

/** A download cancelled by the reader would otherwise leave its file open. */
function freeAborted(response: ServerResponse): void {
  response.on('pipe', (file: Readable) => response.on('close', () => file.destroy()));
}

/** Answers like Pages, for the files of a folder below a base path. */
function siteIn(directory: string, base: string): (request: IncomingMessage, response: ServerResponse) => void {
  // dev: serves a rebuilt site without a restart.
  const files = sirv(directory, { dev: true, etag: true, setHeaders });
  const missing = join(directory, '404.html');
  const lost = (response: ServerResponse): void => {
    response.writeHead(404, { 'content-type': 'text/html;charset=utf-8' });
    response.end(existsSync(missing) ? readFileSync(missing) : 'not found\n');
  };
  return (request, response) => {
    const [path = '/', query] = (request.url ?? '/').split(/\?(.*)/s);
    if (path === '/' && base !== '/') return redirect(response, base);
    const below = path.startsWith(base) ? decoded(path.slice(base.length)) : undefined;
    if (below === undefined || below.includes('\0') || below.split(/[\\/]/).includes('..')) return lost(response);
    if (below !== '' && !below.endsWith('/') && existsSync(join(directory, below, 'index.html')))
      return redirect(response, `${path}/${query === undefined ? '' : `?${query}`}`);
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return void response.writeHead(405, { allow: 'GET, HEAD' }).end();
    request.url = `/${path.slice(base.length)}`;
    // A server may answer a range request with the whole file; sirv crashes on an invalid range.
    delete request.headers.range;
    files(request, response, () => lost(response));
  };
}

/** The headers of Pages. */
function setHeaders(response: ServerResponse): void {
  response.setHeader('cache-control', `max-age=${SECONDS_KEPT}`);
  response.setHeader('x-content-type-options', 'nosniff');
  // Without it, only the HTML would load in a frame with `sandbox`, which has a unique origin.
  response.setHeader('access-control-allow-origin', '*');
}

/** A path with its percent encoding decoded; undefined if that is invalid. */
function decoded(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}

function redirect(response: ServerResponse, location: string): void {
  response.writeHead(301, { location }).end();
}

/** @throws UsageError if the port is taken */
function listen(server: ReturnType<typeof createServer>, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE'
          ? new UsageError(`port ${port} is taken: choose another with --port=${port + 1}, or --port=0 for any.`)
          : error,
      ),
    );
    server.once('listening', () => {
      const address = server.address();
      if (address === null || typeof address === 'string') reject(new Error('the server has no port'));
      else resolve(address.port);
    });
    server.listen(port, host);
  });
}

/** Options of both `npm start` and `npm run preview`. */
export const addressOptions = { port: { type: 'string' }, host: { type: 'string' } } as const;

export function addressOf({ port, host }: { port?: string; host?: string }): Pick<ServeOptions, 'port' | 'host'> {
  return {
    ...(port !== undefined && { port: wholeNumber(port, 'port', [0, 65535]) }),
    ...(host !== undefined && { host }),
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = readOptions({ url: import.meta.url, name: 'npm run preview' }, addressOptions);
  try {
    console.log((await serve(addressOf(values))).address);
  } catch (error) {
    exitWith(error);
  }
}
