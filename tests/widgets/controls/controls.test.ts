import { h } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { describe, expect, it } from 'vitest';
import type { Parameter } from '../../../src/engine/schema.ts';
import { samples } from '../../../src/figure/parameters/sample-parameters.ts';
import { controlOf } from '../../../src/widgets/controls/index.ts';
import type { Spec } from '../../../src/widgets/page/spec.ts';

// A control uses only its figure's name.
const spec = { name: 'toy', schema: samples, defaults: {} } as unknown as Spec;

function drawn(parameter: Parameter): string {
  const props = { spec, live: undefined, name: 'rate', parameter, value: parameter.default, set: () => {}, limits: [] };
  // Safe: the value is the parameter's own.
  return renderToString(h(controlOf(parameter), props as never));
}

describe.each(Object.entries(samples))('the control of a parameter of kind %s', (_, parameter) => {
  it('is a form control with a name, and its label and its help are said', () => {
    const html = drawn(parameter);
    expect(html).toMatch(/^<(div|fieldset) class="control\b/);
    const named = [...html.matchAll(/<(?:input|select|textarea|button)\b[^>]*\bname="([^"]*)"/g)].map(
      ([, name]) => name,
    );
    expect(named.filter((name) => !/(^|-)rate$/.test(name ?? ''))).toEqual([]);
    expect(named).not.toEqual([]);
    expect(html.replace(/<[^>]+>/g, '')).toContain(parameter.label.split(' ')[0]);
    expect(html).toContain(`title="${parameter.help}"`);
    expect(html).not.toMatch(/undefined|NaN|\[object/);
  });
});

it('an angle has its sign in the field', () => {
  const angle: Parameter = {
    kind: 'integer',
    label: 'Turn',
    unit: '°',
    help: 'How far.',
    default: 45,
    min: 0,
    max: 90,
  };
  expect(drawn(angle)).toMatch(/<input[^>]* value="45°"/);
});

it('a number below nought has a minus sign, and no hyphen, wherever it is said', () => {
  const below: Parameter = {
    kind: 'number',
    label: 'Start',
    help: 'Where.',
    default: -2.5,
    min: -3,
    max: 3,
    step: 0.1,
  };
  const said = [...drawn(below).matchAll(/aria-(?:label|valuetext)="([^"]*)"/g)].map(([, text]) => text);
  expect(said).toContain('Start, \u22123 to 3');
  expect(said.filter((text) => text?.includes('-'))).toEqual([]);
});
