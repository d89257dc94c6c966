import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { optimizers, problems } from '../../src/engine/index.ts';
import { experiments } from '../../src/experiments/index.ts';

const dist = join(import.meta.dirname, '../../dist');
const scripts = join(dist, '_astro');
const pages = existsSync(dist) ? globSync('**/*.html', { cwd: dist }) : [];

/** Every script that a page may load for itself, also on need, followed through its imports; a worker's are its own. */
function scriptsOf(html: string): Set<string> {
  const found = new Set<string>();
  const follow = (file: string): void => {
    if (found.has(file) || !existsSync(join(scripts, file))) return;
    found.add(file);
    const text = readFileSync(join(scripts, file), 'utf8');
    for (const [, path = ''] of text.matchAll(/(?:from|import)\s*\(?\s*["'`]\.\/([^"'`]+\.js)["'`]/g)) follow(path);
  };
  for (const [, path = ''] of html.matchAll(/(?:src|component-url|renderer-url|before-hydration-url)="([^"]+\.js)"/g))
    follow(basename(path));
  return found;
}

const loaded = new Set(pages.flatMap((page) => [...scriptsOf(readFileSync(join(dist, page), 'utf8'))]));
const texts = [...loaded].map((file) => [file, readFileSync(join(scripts, file), 'utf8')] as const);
const holding = (text: string): string[] => texts.filter(([, script]) => script.includes(text)).map(([file]) => file);

describe.runIf(pages.length > 0)('the scripts of the built pages', () => {
  it('are found: islands, the page module, and what it loads on need', () => {
    expect(loaded.size).toBeGreaterThan(8);
    expect(holding('The computation was stopped'), 'the page module').toHaveLength(1);
    expect(holding('Needs NumPy, nothing else'), 'the sheets').toHaveLength(1);
  });

  it.each(Object.entries(experiments))('hold no experiment: %s', async (_, load) => {
    const { caption } = (await load()).default;
    expect(holding(caption.slice(0, 40))).toEqual([]);
  });

  it.each(Object.values(optimizers).map((rule) => [rule.id, rule.source] as const))(
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

  it('hold no KaTeX: formulas are typeset by the build', () => {
    expect(holding('KaTeX parse error')).toEqual([]);
  });
});
