/** The built site with an additional script in each page that reports every error, so that no driver has to listen. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { serve } from '../../scripts/serve.ts';

export interface WatchedSite {
  address: string;
  /** Errors in its pages. */
  errors: readonly string[];
  close(): Promise<void>;
}

/** Runs in the page, before all other scripts. */
function watch(): void {
  let isLeft = false;
  const leave = (): void => {
    isLeft = true;
  };
  addEventListener('beforeunload', leave, true);
  const tell = (text: string): void => {
    // Leaving a page cancels its imports. Other engines name the module, which can then be checked; WebKit does not.
    if (isLeft && text.endsWith('Importing a module script failed.')) return;
    navigator.sendBeacon(`${location.origin}/error`, `${location.pathname}: ${text}`);
  };
  const { error } = console;
  console.error = (...words) => {
    tell(`console: ${words.join(' ')}`);
    error(...words);
  };
  addEventListener(
    'error',
    ({ message, target }) => {
      // On a page being left, an element has no class known here.
      const element: Partial<HTMLLinkElement> | null = target instanceof Window ? null : (target as object);
      // A preload is a hint; Firefox warns if it already has the module. A failing import reports itself.
      if (element?.rel === 'modulepreload') return;
      tell(message ?? `not loaded: ${element?.outerHTML ?? target}`);
    },
    true,
  );
  addEventListener('unhandledrejection', ({ reason }) => tell(`unhandled: ${reason}`));
  addEventListener('securitypolicyviolation', (event) =>
    tell(`policy: ${event.violatedDirective} ${event.blockedURI}`),
  );
}

/**
 * @param directory of a built site; default: this project's
 * @param script runs in each page, too, before its own
 */
export async function watchedSite({
  directory,
  script,
}: {
  directory?: string | undefined;
  script?: () => void;
} = {}): Promise<WatchedSite> {
  const site = await serve({ port: 0, ...(directory !== undefined && { directory }) });
  const { origin, pathname: base } = new URL(site.address);
  const errors: string[] = [];
  const server = createServer(async (request, response) => {
    const path = request.url ?? '/';
    if (path === '/error') {
      for await (const chunk of request) errors.push(String(chunk));
      return response.end();
    }
    if (path === `${base}watch.js`)
      return response.setHeader('content-type', 'text/javascript').end(`(${watch})();(${script ?? 'Object'})()`);
    if (path === `${base}blank`)
      return response.setHeader('content-type', 'text/html').end('<!doctype html><link rel="icon" href="data:,">');
    const answer = await fetch(origin + path, { redirect: 'manual' }).catch(() => undefined);
    // The site is closed during a request.
    if (!answer) return response.destroy();
    const body = Buffer.from(await answer.arrayBuffer());
    const type = answer.headers.get('content-type') ?? '';
    if (answer.status >= 400) errors.push(`${answer.status}: ${path}`);
    const location = answer.headers.get('location');
    response.writeHead(answer.status, { 'content-type': type, ...(location !== null && { location }) });
    const watched = () => body.toString().replace('<head>', `<head><script src="${base}watch.js"></script>`);
    return response.end(type.includes('text/html') ? watched() : body);
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  return {
    address: `http://localhost:${(server.address() as AddressInfo).port}${base}`, // from a server that listens on a port
    errors,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await site.close();
    },
  };
}
