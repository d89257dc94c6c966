import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/** What Chromium looks for in each element that comes or goes, whatever it is: then all rules with :has are matched again. */
const COSTLY = /\[|:(?:not\(|nth-|first-|last-|only-|focus|hover)/;

/** The arguments of :has, with what is in parentheses inside them. */
const ASKED = /(?<=:has)\((?:[^()]|\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\))*\)/g;

test.each(globSync('src/**/*.{css,astro}', { exclude: ['**/{print,paper,search}.css'] }))(
  '%s asks by :has only for tags, classes and ids: a drag would restyle the page with each line of its picture',
  (file) => {
    const asked = readFileSync(file, 'utf8').match(ASKED) ?? [];
    expect(asked.filter((what) => COSTLY.test(what))).toEqual([]);
  },
);
