import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import postcss, { type AtRule, type Rule } from 'postcss';
import { describe, expect, test } from 'vitest';
import { chart, multiples, surface } from '../../../src/figure/panels/sample-panels.ts';
import { heightFor } from '../../../src/widgets/panels/index.ts';
import { PREVIEW_HEIGHT, previewPng } from '../../../src/widgets/prerender/preview-png.ts';
import { parseRules, standaloneStyles } from '../../../src/widgets/prerender/standalone-styles.ts';
import { standaloneSvg, staticPicture } from '../../../src/widgets/prerender/static-picture.ts';

const css = readFileSync('src/widgets/panels/panels.css', 'utf8');
const sheet = postcss.parse(css);
/** Every class with a rule in panels.css. */
const ruled = new Set<string>();
sheet.walkRules(({ selector }) => {
  for (const [, name = ''] of selector.matchAll(/\.([\w-]+)/g)) ruled.add(name);
});
const tokens = readFileSync('src/site/tokens.css', 'utf8');

describe('staticPicture', () => {
  test.each([surface, chart, multiples])('of a $kind shows exactly one drawing at any width', (panel) => {
    const places = [undefined, 'main', 'wide-main', 'beside', 'more'] as const;
    for (const [place, folded] of places.flatMap((one) => [[one, false] as const, [one, true] as const])) {
      const picture = staticPicture(panel, { uid: 'a', folded, ...(place && { place }) });
      const classes = [...picture.matchAll(/<div class="variant ([^"]*)">/g)].flatMap(([, names = '']) =>
        names.split(' '),
      );
      expect(new Set(classes).size).toBe(classes.length);
      const ranges = classes.map((name) => name.replace('variant-', '').split('-').map(Number));
      for (const width of [100, 252, 299, 300, 350, 409, 410, 510, 619, 620, 639, 640, 2000]) {
        expect(ranges.filter(([from = 0, to = Number.POSITIVE_INFINITY]) => width >= from && width < to)).toHaveLength(
          1,
        );
      }
      expect(classes.filter((name) => !ruled.has(name))).toEqual([]);
    }
  });

  test.each([surface, chart, multiples])('of a $kind in a fold is drawn once, at the widest', (panel) => {
    const widths = (html: string) => [...html.matchAll(/viewBox="\S+ \S+ (\S+)/g)].map(([, width]) => Number(width));
    const every = widths(staticPicture(panel, { uid: 'a' }));
    const folded = widths(staticPicture(panel, { uid: 'a', folded: true }));
    expect(every.length).toBeGreaterThan(1);
    expect(folded).toEqual([Math.max(...every)]);
  });

  test.each([surface, chart])(
    'of a $kind beside the main picture in a fold is drawn at the narrowest, so that its letters can be read',
    (panel) => {
      const [, width] =
        /viewBox="\S+ \S+ (\S+)/.exec(staticPicture(panel, { uid: 'a', folded: true, place: 'beside' })) ?? [];
      expect(Number(width)).toBe(252);
    },
  );

  test('holds the tints once, however many drawings and maps share them', () => {
    const path = surface.bands?.paths[6] ?? '-';
    for (const panel of [surface, multiples]) {
      const picture = staticPicture(panel, { uid: 'a' });
      expect(picture.split(path)).toHaveLength(2);
      const ids = [...picture.matchAll(/\bid="([^"]+)"/g)].map(([, id]) => id);
      expect(new Set(ids).size).toBe(ids.length);
      for (const [, id] of picture.matchAll(/href="#([^"]+)"/g)) expect(ids).toContain(id);
    }
  });

  test('of a map and two charts stays within 8 KB gzip', () => {
    const pictures =
      staticPicture(surface, { uid: 'a', place: 'main' }) +
      staticPicture(chart, { uid: 'b', place: 'beside' }) +
      staticPicture(chart, { uid: 'c', place: 'more' });
    expect(gzipSync(pictures).length).toBeLessThan(8 * 1024);
  });

  test('is drawn for boxes of the shape that panels.css gives them', () => {
    const ratio = (kind: string, width: number) => {
      // The last rule whose container query matches wins, as in the browser.
      const found: string[] = [];
      sheet.walkDecls('aspect-ratio', ({ value, parent }) => {
        if (parent?.type !== 'rule' || !(parent as Rule).selectors.includes(`.panel-${kind} > .panel-box`)) return;
        const query = parent.parent?.type === 'atrule' ? (parent.parent as AtRule).params : '';
        const from = /^\(min-width: (\d+)px\)$/.exec(query)?.[1] ?? (query === '' ? '0' : 'Infinity');
        if (Number(from) <= width) found.push(value);
      });
      const [across, down] = (found.at(-1) ?? '').split(' / ').map(Number);
      return Number(down) / Number(across);
    };
    for (const panel of [surface, chart]) {
      for (const width of [140, 252, 299, 300, 350, 409, 410, 620, 900]) {
        expect(heightFor(panel, width) / width).toBeCloseTo(ratio(panel.kind, width), 6);
      }
    }
  });
});

describe('standaloneSvg', () => {
  const presentation = { panels: [surface, chart, chart] };
  test('has no variable, no mixed colour and no value missing', () => {
    for (const theme of ['light', 'dark'] as const) {
      const svg = standaloneSvg(presentation, 'A bowl', { theme });
      expect(svg.match(/var\(|color-mix|undefined|NaN/)).toBeNull();
      expect(svg).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg"[^>]*width="1200"/);
    }
  });
  test('takes the colours of its theme', () => {
    expect(standaloneSvg(presentation, 'A bowl', { theme: 'dark' })).toContain('.picture .s0{fill: #111820}');
    expect(standaloneSvg(presentation, 'A bowl')).toContain('.picture .s0{fill: #f6fbfc}');
  });
  test('as PNG is 1200 x 630, with the same bytes each time, and words in it', async () => {
    const svg = standaloneSvg(presentation, 'A bowl', { height: PREVIEW_HEIGHT });
    const [first, second, wordless] = await Promise.all([
      previewPng(svg),
      previewPng(svg),
      previewPng(svg.replace(/<text[\s\S]*?<\/text>/g, '')),
    ]);
    const view = new DataView(first.buffer, first.byteOffset);
    expect([view.getUint32(16), view.getUint32(20)]).toEqual([1200, 630]);
    expect(Buffer.from(first).equals(Buffer.from(second))).toBe(true);
    expect(first.length).toBeGreaterThan(wordless.length * 1.1);
  });
});

describe('standaloneStyles', () => {
  test('gives each role its colour and mixes colours as a browser does', () => {
    const styles = standaloneStyles({
      theme: 'light',
      tokens: `${tokens}:root { --half: color-mix(in srgb, #000000 50%, #ffffff); }`,
      panels: `.picture { --tone: var(--measured); } .picture .run { --tone: #123456; } .picture .line { stroke: var(--tone); width: 2 } .picture .x { fill: var(--half) }`,
    });
    expect(styles).toContain('.picture .line.run{stroke: #123456}');
    expect(styles).toMatch(/\.picture \.x\{fill: rgb\(128,128,128\)\}/);
  });
  test('of an unknown token throws', () => {
    expect(() => standaloneStyles({ theme: 'light', tokens, panels: '.picture .x { fill: var(--nonesuch) }' })).toThrow(
      'panels.css uses --nonesuch, which tokens.css does not define',
    );
  });
  test('reads the rules for screens and leaves other at-rules out', () => {
    expect(
      parseRules('@media screen { a { b: c } } @container (x) { d { e: f } } /* { */ g { h: i }').map(
        ({ selectors }) => selectors,
      ),
    ).toEqual([['a'], ['g']]);
    const braced = 'a { content: "}" } b { background: url("data:image/svg+xml;utf8,{}") } @layer c; d, e { f: g }';
    expect(parseRules(braced).map(({ selectors }) => selectors)).toEqual([['a'], ['b'], ['d', 'e']]);
  });
});

test('every class that pictures use has a rule in panels.css', () => {
  const used = [surface, chart, multiples].map((panel) => staticPicture(panel, { uid: 'a' })).join('');
  const names = new Set([...used.matchAll(/class="([^"]*)"/g)].flatMap(([, all = '']) => all.split(/\s+/)));
  expect([...names].filter((name) => !ruled.has(name))).toEqual([]);
});
