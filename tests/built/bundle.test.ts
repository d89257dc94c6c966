import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { problems } from '../../src/engine/index.ts';
import { allOptimizers } from '../../src/engine/optimizers/since-the-book.ts';
import { experiments } from '../../src/experiments/index.ts';

const root = join(import.meta.dirname, '../..');
const dist = join(root, 'dist');
const scripts = join(dist, '_astro');
const pages = existsSync(dist) ? globSync('**/*.html', { cwd: dist }) : [];

const read = (page: string): string => readFileSync(join(dist, page), 'utf8');

/** Imports of a built script, including dynamic ones, and the static ones alone. */
const imports = /(?:from|import)\s*\(?\s*["'`]\.\/([^"'`]+\.js)["'`]/g;
const importsAtOnce = /(?:from|import)\s*["'`]\.\/([^"'`]+\.js)["'`]/g;

/** All scripts that a page may load itself, by following these imports; workers are separate. */
function scriptsOf(html: string, along = imports): Set<string> {
  const found = new Set<string>();
  const follow = (file: string): void => {
    if (found.has(file) || !existsSync(join(scripts, file))) return;
    found.add(file);
    for (const [, path = ''] of readFileSync(join(scripts, file), 'utf8').matchAll(along)) follow(path);
  };
  for (const [, path = ''] of html.matchAll(/(?:src|component-url|renderer-url|before-hydration-url)="([^"]+\.js)"/g))
    follow(basename(path));
  return found;
}

const loaded = new Set(pages.flatMap((page) => [...scriptsOf(read(page))]));
const texts = [...loaded].map((file) => [file, readFileSync(join(scripts, file), 'utf8')] as const);
const holding = (text: string): string[] => texts.filter(([, script]) => script.includes(text)).map(([file]) => file);

describe.runIf(pages.length > 0)('the scripts of the built pages', () => {
  it('that are in a page do not contain its path, whose hash would be another where the site is moved', () => {
    const inline = [...read('index.html').matchAll(/<script(?![^>]*\b(?:src|type)=)[^>]*>(.*?)<\/script>/gs)];
    expect(inline.length).toBeGreaterThan(0);
    for (const [, script] of inline) expect(script).not.toMatch(/"\/[\w-]+\/"/);
  });

  it('are found: islands, the page module, and what it loads on need', () => {
    expect(loaded.size).toBeGreaterThan(8);
    expect(holding('The computation was stopped'), 'the page module').toHaveLength(1);
    expect(holding('Needs only NumPy'), 'the sheets').toHaveLength(1);
  });

  it.each(Object.entries(experiments))('hold no experiment: %s', async (_, load) => {
    const { caption } = (await load()).default;
    expect(holding(caption.slice(0, 40))).toEqual([]);
  });

  it.each(Object.values(allOptimizers).map((rule) => [rule.id, rule.source] as const))(
    'hold no optimizer: %s',
    (_, source) => {
      if (source.length > 12) expect(holding(source)).toEqual([]);
    },
  );

  it.each(Object.values(problems).map((problem) => [problem.id, problem.python ?? ''] as const))(
    'hold no problem: %s',
    (_, python) => {
      expect(python).not.toBe('');
      expect(holding(JSON.stringify(python.slice(0, 30)).slice(1, -1))).toEqual([]);
      expect(holding(python.slice(0, 30))).toEqual([]);
    },
  );

  /** Every page with its statically imported scripts. */
  const early = new Map(pages.map((page) => [page, scriptsOf(read(page), importsAtOnce)]));
  const withFigures = pages.filter((page) => readFileSync(join(dist, page), 'utf8').includes('data-spec='));
  // A dynamically imported module is a file with its name.
  it.each([
    ['Python', 'python', pages],
    ['its editor', 'code-editor', pages],
    ['the search', 'search', pages],
    ['what opens in a dialog', 'dialogs', withFigures],
    ['charts opened large', 'Enlarged', withFigures],
    ['the claim that is to be broken', 'BreakPanel', withFigures],
    ['a rule of one’s own', 'RuleEditor', withFigures],
    ['points of one’s own, which most figures have not', 'PointLayer', withFigures],
    ['their table', 'points-dialog', withFigures],
    ['what reads them', 'points', withFigures],
    ['the way to the Run button', 'lead-to-run', withFigures],
  ])('are fetched on need alone: %s', (_, module, some) => {
    const files = [...loaded].filter((file) => file.startsWith(`${module}.`));
    expect(files, 'the scripts lead there').not.toEqual([]);
    expect(some.filter((page) => files.some((file) => early.get(page)?.has(file)))).toEqual([]);
  });

  it('are one file for what all figures of a page share, and no page without islands loads it', () => {
    const isFigure = (file: string) => /^figure\.[\w-]+\.js$/.test(file);
    for (const page of withFigures) expect([...(early.get(page) ?? [])].filter(isFigure), page).toHaveLength(1);
    const without = pages.filter((page) => !readFileSync(join(dist, page), 'utf8').includes('<astro-island'));
    expect(without.length).toBeGreaterThan(0);
    for (const page of without) expect([...(early.get(page) ?? [])].filter(isFigure), page).toEqual([]);
  });

  it('hold no KaTeX: formulas are typeset by the build', () => {
    expect(holding('KaTeX parse error')).toEqual([]);
  });
});

describe.runIf(pages.length > 0)('the style of the built pages', () => {
  const sheets = (html: string): string[] =>
    [...html.matchAll(/<link rel="stylesheet" href="([^"]+)"(?! media)/g)].map(([, address = '']) => basename(address));

  it('comes in one sheet, the same for all pages', () => {
    const used = new Set(pages.flatMap((page) => sheets(read(page))));
    // The home page has one more for its opening figure.
    expect([...used].filter((name) => !sheets(read('index.html')).slice(1).includes(name))).toHaveLength(1);
    for (const page of pages.filter((name) => !/^(?:index\.html|sandbox\/)/.test(name)))
      expect(sheets(read(page)), page).toHaveLength(1);
  });

  it('has of KaTeX what the formulas of the site use', () => {
    const [sheet = ''] = sheets(read('momentum/index.html'));
    const text = readFileSync(join(scripts, sheet), 'utf8');
    expect(text).toContain('.katex .mathbf{');
    expect(text).not.toContain('.mathfrak');
  });

  it('knows every formula: no script brings one that stands in no page', () => {
    expect(holding('class="mord')).toEqual([]);
    expect(holding('class=\\"mord')).toEqual([]);
  });
});

/** Packages that a file of the site imports other than for types. */
function imported(file: string): string[] {
  const lines = readFileSync(file, 'utf8').matchAll(
    /^\s*(?:import|export)\s+(?!type\b)[^'"`;]*?\bfrom '([^.'][^']*)'/gm,
  );
  return [...lines].flatMap(([, specifier = '']) => /^(?!node:)(?:@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? []);
}

describe.runIf(pages.length > 0)('the licences of what is sent', () => {
  const file = join(dist, 'licences.txt');
  const notices = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const named = new Set(
    [...notices.matchAll(/^={80}\n((?:@[\w-]+\/)?[\w.-]+) \d+\.\d+\.\d+\n={80}$/gm)].map(([, name]) => name),
  );
  const live = globSync(
    'src/{engine,figure,python,experiments,laboratory,widgets/{controls,enlarge,figure,page,panels}}/**/*.{ts,tsx}',
    {
      cwd: root,
    },
  );

  it('are those of all that figures and their workers import, and of what that brings with it', () => {
    const packages = new Set(live.flatMap((file) => imported(join(root, file))));
    expect([...packages]).toEqual(expect.arrayContaining(['preact', '@preact/signals', 'd3-contour']));
    expect([...packages].filter((name) => !named.has(name))).toEqual([]);
    for (const name of ['@preact/signals-core', 'd3-array', '@astrojs/preact']) expect(named).toContain(name);
  });

  it('are also those of what comes beside the scripts: fonts, formulas, the search, the frame', () => {
    for (const name of ['astro', '@astrojs/starlight', 'katex', 'pagefind', 'vite']) expect(named).toContain(name);
    for (const font of ['Libertinus Serif', 'Source Sans 3', 'KaTeX_Main']) expect(notices).toContain(font);
    expect(notices).toContain('Copyright (c) 2026 The authors of Fitting models');
  });

  it('are of nothing else: no package that only the build needs', () => {
    for (const name of ['typescript', '@resvg/resvg-js', 'rehype-katex', 'sharp']) expect(named).not.toContain(name);
  });

  it('are linked from the page that tells of licences', () => {
    expect(readFileSync(join(dist, 'about/index.html'), 'utf8')).toMatch(/href="[^"]*\/licences\.txt"/);
  });
});

describe.runIf(pages.length > 0)('the links of the built pages', () => {
  const base = /(?:href|content)="(\/(?:[^"/]+\/)*)[^"]*_astro\//.exec(read('index.html'))?.[1] ?? '/';
  const places = new Map<string, ReadonlySet<string>>();
  const placesOn = (page: string): ReadonlySet<string> => {
    const found = places.get(page) ?? new Set([...read(page).matchAll(/\sid="([^"]*)"/g)].map(([, id = '']) => id));
    places.set(page, found);
    return found;
  };
  /** Links that are not in the text of a page, such as those of the page of checks, are covered by no other check. */
  const lost = (page: string): string[] =>
    [
      ...read(page)
        .replaceAll('&#x26;', '&')
        .matchAll(/\shref="([^"#]*)#([^"]*)"/g),
    ].flatMap(([, address = '', place = '']) => {
      const path = address.replace(/\?.*/, '');
      // Fragments interpreted by the page itself: a laboratory, a homework.
      if (/^(?:lab=|tasks=|choose$)/.test(place) || (path !== '' && !path.startsWith(base))) return [];
      const file = path === '' ? page : path.slice(base.length).replace(/(^|\/)$/, '$1index.html');
      return pages.includes(file) && placesOn(file).has(place) ? [] : [`${address}#${place}`];
    });

  it('lead to places that are there', () => {
    expect(placesOn('gradient-descent/index.html').size).toBeGreaterThan(20);
    expect(pages.map((page) => [page, lost(page)] as const).filter(([, links]) => links.length > 0)).toEqual([]);
  });
});

it.runIf(pages.length > 0)('who searches the web finds every page, and no frame by itself', () => {
  // An embed's figure is found on its page; the laboratory's sandbox is not a page.
  const frames = pages.filter((page) => /(^|\/)(embed|sandbox)\//.test(page));
  expect(frames.length).toBeGreaterThan(30);
  expect(pages.filter((page) => /<meta name="robots" content="noindex"/.test(read(page)))).toEqual(frames);
});
