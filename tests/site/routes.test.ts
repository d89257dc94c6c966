/** The URLs that are neither a page nor an embed, and their content. */
import { createHash } from 'node:crypto';
import { Script } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { site } from '../../site.config.ts';
import { experiments } from '../../src/experiments/index.ts';
import * as figures from '../../src/pages/figures/[file].ts';
import * as icons from '../../src/pages/icons/[file].ts';
import * as manifest from '../../src/pages/manifest.webmanifest.ts';
import * as precomputed from '../../src/pages/precomputed/[id].json.ts';
import * as sandbox from '../../src/pages/sandbox/python.html.ts';
import * as worker from '../../src/pages/sandbox/python.js.ts';
import { finishPage } from '../../src/site/integrations/page-policy.ts';
import { storedResults } from '../../src/widgets/prerender/precomputed.ts';

interface Route {
  getStaticPaths: unknown;
  GET: unknown;
}

/** Cast: Astro passes more than these two read. */
const filesOf = async ({ getStaticPaths }: Route, name = 'file'): Promise<string[]> =>
  (await (getStaticPaths as () => Promise<{ params: Record<string, string> }[]>)()).map(
    ({ params }) => params[name] ?? '',
  );
const answerOf = ({ GET }: Route, file: string, name = 'file'): Promise<Response> =>
  (GET as (context: { params: Record<string, string> }) => Promise<Response>)({ params: { [name]: file } });

const ids = Object.keys(experiments);

describe('/figures/', () => {
  it('has a picture to share of each experiment, and one for previews where the site has an address', async () => {
    const wanted = ids.flatMap((id) => (site ? [`${id}.svg`, `${id}.png`] : [`${id}.svg`]));
    expect((await filesOf(figures)).sort()).toEqual(wanted.sort());
  });

  it('answers with the kind of picture that is asked for', async () => {
    const svg = await answerOf(figures, 'figure-6-9.svg');
    expect(svg.headers.get('Content-Type')).toBe('image/svg+xml');
    const { title } = (await experiments['figure-6-9']!()).default;
    const text = await svg.text();
    expect(text.startsWith('<svg')).toBe(true);
    expect(text.includes(title)).toBe(true);
    const png = await answerOf(figures, 'figure-6-9.png');
    expect(png.headers.get('Content-Type')).toBe('image/png');
    const bytes = Buffer.from(await png.arrayBuffer());
    expect(bytes.subarray(1, 4).toString()).toBe('PNG');
    expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([1200, 630]);
  });
});

describe('/precomputed/', () => {
  it('has the results of every long experiment, and of no other', async () => {
    const long = await Promise.all(
      ids.map(async (id) => ((await experiments[id]!()).default.pace === 'long' ? [id] : [])),
    );
    expect((await filesOf(precomputed, 'id')).sort()).toEqual(long.flat().sort());
  });

  it('answers with their parts', async () => {
    const answer = await answerOf(precomputed, 'mnist1d', 'id');
    expect(answer.headers.get('Content-Type')).toBe('application/json');
    const usual = new Map(storedResults('mnist1d').parts.map(({ key, result }) => [key, result]));
    const parts = (await answer.json()) as { key: string; result: unknown }[]; // as written by the route
    expect(parts.length).toBeGreaterThan(3);
    for (const { key, result } of parts) expect(result).toEqual(usual.get(key));
  });
});

describe('/sandbox/python.html', () => {
  const page = async (): Promise<string> => (sandbox.GET as () => Response)().text();

  it('allows its own script by hash, workers of its own making, and nothing of a network', async () => {
    const html = await page();
    const [, policy = ''] = /http-equiv="content-security-policy" content="([^"]+)"/.exec(html) ?? [];
    const [, script = ''] = /<script>([\s\S]*?)<\/script>/.exec(html) ?? [];
    const hash = createHash('sha256').update(script).digest('base64');
    expect(policy.split('; ')).toEqual([
      "default-src 'none'",
      `script-src 'sha256-${hash}' 'wasm-unsafe-eval' blob:`,
      'worker-src blob:',
      'connect-src blob:',
      "base-uri 'none'",
      "form-action 'none'",
    ]);
    expect(policy).not.toMatch(/unsafe-inline|'unsafe-eval'|https?:|'self'/);
  });

  it('keeps that policy when the others get theirs', async () => {
    const html = await page();
    expect(finishPage(html)).toBe(html);
  });
});

describe('/sandbox/python.js', () => {
  it('is one classic script, the glue with its doors closed and the worker behind it', async () => {
    const text = await (worker.GET as () => Response)().text();
    expect(() => new Script(text)).not.toThrow();
    expect(text).toContain('Python cannot access JavaScript');
    expect(text.indexOf('async function loadMicroPython')).toBeLessThan(text.indexOf('self.onmessage ='));
  });
});

describe('/manifest.webmanifest', () => {
  it('names icons that are there, of the size that it says', async () => {
    const answer = (manifest.GET as unknown as () => Response)(); // reads nothing from the context
    const {
      icons: named,
      start_url,
      scope,
    } = (await answer.json()) as {
      icons: { src: string; sizes: string; purpose: string }[];
      start_url: string;
      scope: string;
    };
    expect(start_url).toBe(scope);
    expect(named.map(({ purpose }) => purpose)).toEqual(['any', 'any', 'maskable']);
    const files = await filesOf(icons);
    for (const { src, sizes } of named) {
      const file = src.split('/').at(-1)!;
      expect(files).toContain(file);
      const png = Buffer.from(await (await answerOf(icons, file)).arrayBuffer());
      expect(`${png.readUInt32BE(16)}x${png.readUInt32BE(20)}`).toBe(sizes);
    }
    expect(files).toContain('touch.png');
  });
});
