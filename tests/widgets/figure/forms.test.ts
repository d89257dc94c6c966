/** Forms in which a figure is taken away, read back by those who will read it: the page of an embed, and the build. */
import { describe, expect, test } from 'vitest';
import type { Value, Values } from '../../../src/engine/schema.ts';
import { defaults } from '../../../src/engine/values.ts';
import { experiments } from '../../../src/experiments/index.ts';
import { everyValue, valueAt } from '../../../src/figure/parameters/index.ts';
import { parse } from '../../../src/figure/permalink.ts';
import { addressOf, type Chosen, frameOf, mdxOf } from '../../../src/widgets/figure/embed/forms.ts';
import { hiddenIn } from '../../../src/widgets/page/address.ts';
import { checkFigure } from '../../../src/widgets/prerender/page-checks.ts';
import { compile } from '../../content/compile.ts';

const caption = 'What happens "between" α & β,\n if {x} < 1?';
const written = 'What happens "between" α & β, if {x} < 1?';

/** The props that the build gives the element, from what it compiles the page to. */
async function propsOf(mdx: string): Promise<Record<string, unknown>> {
  const code = await compile(`${mdx}\n`);
  const [, literal] = /_jsx\(Experiment, (\{[\s\S]*?\n\s*\})\)/.exec(code) ?? [];
  if (literal === undefined) throw new Error(`no element in ${code}`);
  return Object.fromEntries(
    [...literal.matchAll(/^\s*"?(\w+)"?: (.*?),?$/gm)].map(([, name = '', value = '']) => [name, JSON.parse(value)]),
  );
}

describe.each(Object.entries(experiments))('%s', async (id, load) => {
  const { default: experiment } = await load();
  const schema = experiment.parameters;
  const names = Object.keys(schema);
  const fixed = names.slice(0, Math.ceil(names.length / 2));
  const values: Values = {
    ...defaults(schema),
    ...Object.fromEntries(
      Object.entries(schema)
        .filter(([, { kind }]) => kind !== 'points' && kind !== 'places' && kind !== 'code')
        .map(([name, parameter]): [string, Value] => [name, everyValue(parameter).at(-1) ?? valueAt(parameter, 0.37)]),
    ),
  };
  const spec = { id, name: id, base: '/notes/', schema };
  const chosen: Chosen = { fixed, without: ['verdict'], caption, theme: 'dark', values };

  test('an address holds every value, what has no control, the words and the colours', () => {
    const address = new URL(addressOf(spec, chosen, 'https://uni.example'));
    expect(address.pathname).toBe(`/notes/embed/${id}/`);
    const own = [...address.searchParams].filter(([key]) => key.startsWith(`${id}.`));
    const read = parse(schema, new URLSearchParams(own.map(([key, text]) => [key.slice(id.length + 1), text])));
    expect(read).toEqual({ values, messages: [] });
    const all = fixed.length === names.length ? ['controls'] : [];
    expect(hiddenIn(address.searchParams)).toEqual([...fixed, ...all, 'verdict']);
    expect(address.searchParams.get('caption')).toBe(written);
    expect(address.searchParams.get('theme')).toBe('dark');
  });

  test('its MDX is compiled as it is, and the build has nothing against it', async () => {
    const { loc: _, ...props } = await propsOf(mdxOf(spec, chosen));
    const checked = await checkFigure({ ...props, id });
    expect(checked.defaults).toEqual(values);
    expect(checked.hidden).toEqual(fixed);
    expect(props['caption']).toBe(written);
  });
});

test('a frame has its address, its title and its height in attributes that end where they should', () => {
  const frame = frameOf('The *L* of "a" & b', 'https://uni.example/?a=1&caption=%22', 321);
  expect(frame).toContain('src="https://uni.example/?a=1&amp;caption=%22"');
  expect(frame).toContain('title="The L of &quot;a&quot; &amp; b"');
  expect(frame).toContain('height: 321px');
});

test('nothing is said of what was not chosen', () => {
  const spec = { id: 'contour', name: 'contour', base: '/', schema: {} };
  const chosen: Chosen = { fixed: [], without: [], caption: ' \n', theme: 'reader', values: {} };
  expect(mdxOf(spec, chosen)).toBe('<Experiment id="contour" />');
  expect(mdxOf({ ...spec, name: 'second' }, chosen)).toBe('<Experiment id="contour" as="second" />');
});
