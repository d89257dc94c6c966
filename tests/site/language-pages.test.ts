/** Pages of a site that speaks German: what is German in them, and where their links lead. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it, vi } from 'vitest';

// Read by site.config.ts when it is first imported.
vi.hoisted(() => {
  process.env['SITE_LANGUAGES'] = 'de';
  process.env['SITE_BASE'] = '/notes/';
});

const { markdown } = await import('../../src/site/markdown/pipeline.ts');
const { figuresIn, isEnglish, languagesAt, pageInEnglish, translated } = await import('../../src/site/languages.ts');

const root = join(import.meta.dirname, '../..');
const say = (code: string | undefined) => (text: string) => (code === 'de' && text === 'Equation' ? 'Gleichung' : text);

async function compile(source: string, page: string): Promise<string> {
  const processor = markdown({ base: '/notes/', say });
  const renderer = await processor.createMdxRenderer?.(
    { syntaxHighlight: false },
    { optimize: false, srcDir: pathToFileURL(`${root}/src/`) },
  );
  return (await renderer?.process(source, join(root, 'src/content/docs', page), {}))?.code ?? '';
}

it('knows which pages of the chapter are written in a language', () => {
  expect(translated('de', ['momentum', 'hyperparameters'])).toEqual(['de/hyperparameters']);
  expect(translated('fr', ['hyperparameters'])).toEqual([]);
});

describe('a page in src/content/docs/de/', () => {
  it.each([
    ['[a](/takeaway/)', '/notes/de/takeaway/'],
    ['[a](/takeaway/#batch-rate-network)', '/notes/de/takeaway/#batch-rate-network'],
    ['[a](/laboratory/tasks/?a.b=1#c)', '/notes/de/laboratory/tasks/?a.b=1#c'],
    ['[a](/)', '/notes/de/'],
    ['[a](/plan.pdf)', '/notes/plan.pdf'],
    ['[a](https://a.org/b/)', 'https://a.org/b/'],
    ['[a](#b)', '#b'],
  ])('%s leads to %s', async (source, href) => {
    expect(await compile(source, 'de/own.mdx')).toContain(`href: "${href}"`);
  });

  it('names its equations in German', async () => {
    expect(await compile('$$ (6.3) Ein Schritt\na\n$$\n', 'de/own.mdx')).toContain('"Gleichung 6.3: Ein Schritt"');
    expect(await compile('$$ (6.3) A step\na\n$$\n', 'own.mdx')).toContain('"Equation 6.3: A step"');
  });

  it('leaves the links of an English page alone', async () => {
    expect(await compile('[a](/takeaway/)', 'own.mdx')).toContain('href: "/notes/takeaway/"');
  });
});

describe('languagesAt', () => {
  it.each([
    ['/notes/de/hyperparameters/', 'de', 'de'],
    // Not translated: an English text in a German frame.
    ['/notes/de/momentum/', 'de', undefined],
    ['/notes/de/', 'de', undefined],
    ['/notes/de/embed/random-or-grid/', 'de', 'de'],
    ['/notes/hyperparameters/', undefined, undefined],
    ['/notes/', undefined, undefined],
    ['/elsewhere/de/hyperparameters/', undefined, undefined],
  ])('%s: frame %s, text %s', (pathname, frame, text) => expect(languagesAt(pathname)).toEqual({ frame, text }));
});

it.each([
  ['de/hyperparameters', 'hyperparameters'],
  ['de/laboratory/tasks', 'laboratory/tasks'],
  ['de', 'index'],
  ['descent', 'descent'],
])('pageInEnglish(%s) is %s', (page, english) => {
  expect(pageInEnglish(page)).toBe(english);
  expect(isEnglish({ id: page })).toBe(page === english);
});

it('every figure of a translated page stands alone in its language', () => {
  expect(figuresIn('de')).toEqual(['random-or-grid', 'hyperparameter-search', 'mnist1d']);
});
