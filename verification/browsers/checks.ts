/** A reader's first actions, in each engine: written once, against the interface of engines.ts. */
import assert from 'node:assert/strict';
import { isLeftOut } from '../../src/site/left-out.ts';
import { builtPages } from '../audit/visit.ts';
import type { Tab } from './engines.ts';
import { Figure, pause, until } from './figure.ts';
import { visitedPageOpens } from './kept.ts';
import { ruleIsWritten, taskIsMet } from './laboratory.ts';
import { type Reading, readCsv } from './reading.ts';

export interface Visit {
  tab: Tab;
  /** URL of the site, with a slash at its end. */
  address: string;
  /** Fewer pages and figures. */
  quick: boolean;
  /** Readings of figures, by name: compared between engines afterwards. */
  readings: Map<string, Reading>;
}

/**
 * Figures of every page, at values that no page shows by itself, and at which rounding errors do not grow: engines
 * differ in the last digit of sin and exp, and figure 6.4.1 has runs past their limit, which are chaotic. A quick visit
 * opens the first two.
 */
const figures: readonly (readonly [page: string, name: string, query: string])[] = [
  ['gradient-descent', 'gabor-descent', 'alpha=0.07&phi0=-2.5&phi1=7.5'],
  ['stochastic-gradient-descent', 'sgd', 'alpha=0.6&seed=3&batchSize=3'],
  ['gradient-descent', 'line-search', 'iterations=8'],
  ['stochastic-gradient-descent', 'learning-rate-schedule', 'schedule=cosine&runs=20&seed=2'],
  ['momentum', 'momentum-rates', 'alpha=2&beta=0.7&kappa=20'],
  ['momentum', 'nesterov', 'beta=0.7&kappa=50'],
  ['adam', 'adam-moments', 'alpha=0.07&phi0=-0.6&phi1=-0.8'],
  ['adam', 'optimizer-race', 'budget=50&seed=2'],
  ['hyperparameters', 'random-or-grid', 'perSide=4&searches=200&seed=2'],
  ['takeaway', 'batch-rate-regression', 'epochs=3&seed=1'],
];
/** A grid of networks that is not precomputed, and takes a few seconds. */
const network = { name: 'batch-rate-network', query: 'epochs=10&seeds=1&seed=1' };
const WIDTHS = [360, 1280];

/** A figure's page or, if the course leaves that out, its embed. */
const placeOf = (page: string, name: string): string => (isLeftOut(page) ? `embed/${name}/` : `${page}/`);
const queryOf = (name: string, pairs: string): string => `?${pairs.replaceAll(/(^|&)/g, `$1${name}.`)}`;

/** By name; a failing check throws, one with a note returns it. */
export const checks: Readonly<Record<string, (visit: Visit) => Promise<string | undefined>>> = {
  'a permalink restores its values': async ({ tab, address }) => {
    await tab.open(
      `${address}${placeOf('gradient-descent', 'gabor-descent')}${queryOf('gabor-descent', 'alpha=0.07&steps=40')}#gabor-descent`,
    );
    const figure = await new Figure(tab, 'gabor-descent').live();
    assert.equal(Number(await figure.field('alpha')), 0.07);
    assert.equal(Number(await figure.field('steps')), 40);
    return undefined;
  },

  'the ring follows the pointer, and the picture the ring': async ({ tab, address }) => {
    await tab.open(address + placeOf('gradient-descent', 'gabor-descent'));
    const figure = await new Figure(tab, 'gabor-descent').live();
    const before = await figure.verdict();
    const [x, y] = await figure.middle('button.handle');
    await tab.down(x, y);
    const pictures = [await figure.shown()];
    for (const share of [0.25, 0.5, 0.75, 1]) {
      await tab.move(x + 90 * share, y - 50 * share);
      await until('there is a newer picture', async () => (await figure.shown()) > pictures.at(-1)!);
      pictures.push(await figure.shown());
    }
    await figure.settled();
    const [left, top] = await figure.place('button.handle');
    await tab.up();
    assert.ok(Math.hypot(left - x - 90, top - y + 50) < 4, `the ring is ${left - x}, ${top - y} px from its start`);
    assert.notEqual(await figure.verdict(), before);
    await until('the address holds the start', async () => /phi0=.*phi1=/.test(await figure.search()));
    return `${pictures.at(-1)! - pictures[0]!} pictures in 4 moves`;
  },

  'a slider is dragged': async ({ tab }) => {
    const figure = await new Figure(tab, 'gabor-descent').live();
    const alpha = async () => Number(await figure.field('alpha'));
    const [before, [x, y]] = [await alpha(), await figure.middle('input[type=range][name=alpha]')];
    await tab.down(x, y);
    await until('the press counts', async () => (await alpha()) !== before);
    const pressed = await alpha();
    for (const right of [20, 40, 60]) await tab.move(x + right, y);
    await until('the drag counts', async () => (await alpha()) > pressed);
    await tab.up();
    await figure.settled();
    return undefined;
  },

  'a number is typed, with a decimal comma': async ({ tab }) => {
    const figure = await new Figure(tab, 'gabor-descent').live();
    const before = await figure.verdict();
    await figure.type('alpha', '0,03');
    await until('the address says 0.03', async () => /alpha=0\.03(&|$)/.test(await figure.search()));
    await figure.settled();
    assert.notEqual(await figure.verdict(), before);
    return undefined;
  },

  'an arrow key moves the ring': async ({ tab }) => {
    const figure = await new Figure(tab, 'gabor-descent').live();
    await figure.click('button.handle');
    const [left] = await figure.place('button.handle');
    await tab.press(['ArrowRight', 'ArrowRight']);
    await until('the ring has moved', async () => (await figure.place('button.handle'))[0] > left);
    return undefined;
  },

  'a long run is paused and continued': async ({ tab, address, readings }) => {
    await tab.open(`${address}embed/${network.name}/${queryOf(network.name, network.query)}`);
    const figure = await new Figure(tab, network.name).live();
    const says = (text: RegExp, seconds?: number) =>
      until(`the figure says ${text.source}`, async () => text.test(await figure.text('.progress')), seconds);
    const missing = async () => Number.parseInt(await figure.text('.progress'), 10);
    await says(/not computed yet/);
    const of = await missing();
    await figure.click('.progress-run');
    await says(/^[1-9]\d* of/, 120);
    await figure.click('.progress button');
    await says(/not computed yet/);
    const left = await missing();
    assert.ok(left > 0 && left < of, `${left} of ${of} are left`);
    await pause(1000);
    assert.equal(await missing(), left);
    await figure.click('.progress-run');
    await says(/All runs at these settings are computed/, 120);
    assert.equal(await figure.text('.error'), '');
    readings.set(`${network.name} ${network.query}`, readCsv(await figure.csv(), await figure.verdict()));
    return `${left} of ${of} left at the pause`;
  },

  'figures give their numbers': async ({ tab, address, readings, quick }) => {
    const wanted = quick ? figures.slice(0, 2) : figures;
    for (const [page, name, pairs] of wanted) {
      await tab.open(`${address}${placeOf(page, name)}${queryOf(name, pairs)}#${name}`);
      const figure = await new Figure(tab, name).live();
      assert.equal(await figure.text('.messages'), '');
      readings.set(`${name} ${pairs}`, readCsv(await figure.csv(), await figure.verdict()));
    }
    return `${wanted.length} of them`;
  },

  'nothing is wider than the window': async ({ tab, address, quick }) => {
    const pages = quick ? [`/${placeOf('hyperparameters', 'random-or-grid')}`] : builtPages();
    for (const page of pages) {
      await tab.open(`${address}blank`);
      const wide = await tab.run(widerThan, address + page.slice(1), WIDTHS);
      assert.equal(wide.join('; '), '', `${page}: ${wide.join('; ')}`);
    }
    return `pages: ${pages.length}, at ${WIDTHS.join(' and ')} px`;
  },

  'a rule is written, an error stands at its line, an endless loop is ended': ruleIsWritten,

  'a task of the notebooks is met': taskIsMet,

  'a page that was visited opens without a server': visitedPageOpens,
};

/**
 * Checks whose numbers are compared between engines: for Chromium a quick visit needs no others, since the browser
 * tests cover them.
 */
export const reading: readonly (keyof typeof checks)[] = [
  'a long run is paused and continued',
  'figures give their numbers',
  'a task of the notebooks is met',
];

/** Runs in the page: opens a frame of each width and its folds, scrolls to its figures, and reports overflow. */
async function widerThan(address: string, widths: readonly number[]): Promise<string[]> {
  const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
  const look = async (width: number): Promise<string[]> => {
    const frame = document.createElement('iframe');
    frame.style.cssText = `position:absolute;inset:0;width:${width}px;height:800px;border:0`;
    frame.src = address;
    document.body.append(frame);
    await new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
    const page = frame.contentDocument;
    if (!page) throw new Error(`${address} cannot be read in a frame`);
    for (const fold of page.querySelectorAll('details')) fold.open = true;
    for (const figure of page.querySelectorAll('figure.experiment')) {
      figure.scrollIntoView({ behavior: 'instant' });
      for (let k = 0; k < 100 && figure.querySelector('astro-island[ssr]'); k++) await pause(50);
      await pause(100);
    }
    const { scrollWidth, clientWidth } = page.documentElement;
    if (scrollWidth <= clientWidth) return [];
    const out = [...page.body.querySelectorAll('*')].filter((one) => one.getBoundingClientRect().right > clientWidth);
    const told = out.slice(0, 3).map((one) => `${one.localName}.${one.getAttribute('class')}`);
    return [`${scrollWidth} px at a width of ${clientWidth}`, ...told];
  };
  return (await Promise.all(widths.map(look))).flat();
}
