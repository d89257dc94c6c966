import { afterEach, expect, test, vi } from 'vitest';
import { defaults } from '../../../src/engine/values.ts';
import momentum from '../../../src/experiments/momentum/moving-average.ts';
import { pageSpecs, writtenSpec } from '../../../src/widgets/page/find-spec.ts';
import type { Spec } from '../../../src/widgets/page/spec.ts';
import { presentationOf } from '../../../src/widgets/prerender/experiments.ts';
import { staticPicture } from '../../../src/widgets/prerender/static-picture.ts';
import { typesetTerms } from '../../../src/widgets/prerender/typeset.ts';

afterEach(() => vi.unstubAllGlobals());

const equations = { ...typesetTerms(momentum.equations ?? {}), unseen: '<i>u</i>' };
const schema = momentum.parameters;
const spec = {
  name: 'moving-average',
  id: 'moving-average',
  schema,
  defaults: { ...defaults(schema), beta: 0.5 },
  equations,
  hide: [],
  together: [['alpha', 'beta']],
  hasPython: true,
  embed: false,
  base: '/notes/',
} as unknown as Spec;
const { panels } = await presentationOf('moving-average', momentum, defaults(momentum.parameters));
const pictures = panels
  .filter(({ kind }) => kind === 'equation')
  .map((panel) => staticPicture(panel, { uid: 'moving-average', equations }))
  .join('');

test('the terms of an equation are written once: in the picture, and only what it lacks in the JSON', () => {
  const written = writtenSpec(spec, pictures);
  expect(written.equations).toEqual({ unseen: '<i>u</i>' });
  expect(written.name).toBe('moving-average');
  for (const [name, typeset] of Object.entries(equations))
    if (name !== 'unseen') expect(pictures).toContain(`<div data-term="${name}">${typeset}</div>`);
});

test('what most figures say is not written', () => {
  const { hide, together, hasPython, embed, base } = writtenSpec(spec, pictures);
  expect({ hide, together, hasPython, embed, base }).toEqual({ together: spec.together, base: '/notes/' });
  expect(writtenSpec({ ...spec, embed: true, hide: ['beta'] }, pictures)).toMatchObject({
    embed: true,
    hide: ['beta'],
  });
});

test('a page finds them in the figure again', () => {
  const terms = [...pictures.matchAll(/<div data-term="(\w+)">(.*?)<\/div>/g)].map(([, term = '', innerHTML = '']) => ({
    dataset: { term },
    innerHTML,
  }));
  const script = {
    textContent: JSON.stringify(writtenSpec(spec, pictures)),
    parentElement: { querySelectorAll: () => terms },
  };
  vi.stubGlobal('document', { querySelectorAll: () => [script] });
  expect(pageSpecs()).toEqual([spec]);
});

test('a second figure of an experiment takes its schema from the other, whichever stands first', () => {
  const second = { ...spec, name: 'once-more', defaults: { ...defaults(schema), beta: 0.99 }, equations: {} };
  const written = [writtenSpec(second, '', true), writtenSpec({ ...spec, equations: {} }, '')];
  expect(written.map(({ schema: own, defaults: set }) => [own, set])).toEqual([
    [undefined, { beta: 0.99 }],
    [schema, { beta: 0.5 }],
  ]);
  const scripts = written.map((one) => ({ textContent: JSON.stringify(one), parentElement: null }));
  vi.stubGlobal('document', { querySelectorAll: () => scripts });
  expect(pageSpecs()).toEqual([second, { ...spec, equations: {} }]);
});
