/** The URL and the frame of a figure, parsed by the page of an embed and by a browser's rules for attributes. */
import { signal } from '@preact/signals';
import { describe, expect, test } from 'vitest';
import type { Value, Values } from '../../../src/engine/schema.ts';
import { defaults } from '../../../src/engine/values.ts';
import { experiments } from '../../../src/experiments/index.ts';
import { everyValue, valueAt } from '../../../src/figure/parameters/index.ts';
import { parse } from '../../../src/figure/permalink.ts';
import { embedAddress, frameOf } from '../../../src/widgets/figure/share.ts';
import { hiddenIn } from '../../../src/widgets/page/address.ts';

type Shared = Parameters<typeof embedAddress>[0];
const at = (search: string) => ({ origin: 'https://uni.example', search }) as Location;
const addressOf = (spec: Partial<Shared['spec']>, values: Values, search = ''): URL => {
  const whole = { base: '/notes/', embed: false, hide: [], schema: {}, defaults: {}, ...spec };
  return new URL(embedAddress({ spec: whole, values: signal(values) } as unknown as Shared, at(search)));
};

describe.each(Object.entries(experiments))('%s', async (id, load) => {
  const { default: experiment } = await load();
  const schema = experiment.parameters;
  const values: Values = {
    ...defaults(schema),
    ...Object.fromEntries(
      Object.entries(schema)
        .filter(([, { kind }]) => kind !== 'points' && kind !== 'places' && kind !== 'code')
        .map(([name, parameter]): [string, Value] => [name, everyValue(parameter).at(-1) ?? valueAt(parameter, 0.37)]),
    ),
  };

  test('its address holds every value, what the page hides, and the caption of the page', () => {
    const hide = Object.keys(schema).slice(0, 2);
    const address = addressOf({ id, schema, hide, defaults: defaults(schema), caption: 'Is "α" & β\n < 1?' }, values);
    expect(address.pathname).toBe(`/notes/embed/${id}/`);
    const own = [...address.searchParams].filter(([key]) => key.startsWith(`${id}.`));
    const read = parse(schema, new URLSearchParams(own.map(([key, text]) => [key.slice(id.length + 1), text])));
    expect(read).toEqual({ values, messages: [] });
    expect(hiddenIn(address.searchParams)).toEqual(hide);
    expect(address.searchParams.get('caption')).toBe('Is "α" & β < 1?');
  });
});

test('an embed hands on what its own address says, and a page says nothing that it does not have', () => {
  const shared = addressOf({ id: 'a', embed: true }, {}, '?hide=title,alpha&theme=dark&utm_source=b');
  expect([...shared.searchParams.keys()]).toEqual(['v', 'hide', 'theme']);
  expect(hiddenIn(shared.searchParams)).toEqual(['title', 'alpha']);
  expect([...addressOf({ id: 'a' }, {}, '?theme=dark').searchParams.keys()]).toEqual(['v']);
});

test('a frame has its address, its title and its height in attributes that end where they should', () => {
  const frame = frameOf('The *L* of "a" & b', 'https://uni.example/?a=1&caption=%22', 281);
  expect(frame).toContain('src="https://uni.example/?a=1&amp;caption=%22"');
  expect(frame).toContain('title="The L of &quot;a&quot; &amp; b"');
  expect(frame).toContain('height: 321px');
});
