import { useRef } from 'preact/hooks';
import { type NumberParameter, number, type Value } from '../../engine/schema.ts';
import { topNumbers, withNumber } from '../../python/numbers.ts';
import { NumberControl } from '../../widgets/controls/NumberControl.tsx';
import type { Bench } from './bench.ts';
import { namedNumbers } from './settings.ts';

interface Named {
  name: string;
  value: number;
}

/** A rail and a field for each number that the text names at its top. */
export function Sliders({ bench }: { bench: Bench }) {
  const { own, loss } = bench.settings.value;
  const rails = useRef(new Map<string, NumberParameter>());
  const named = namedNumbers(own.text).slice(0, 6);
  if (named.length === 0) return null;
  const schema = Object.fromEntries(
    named.map((one) => [one.name, railFor(rails.current, `${loss} ${one.name}`, own.text, one)]),
  );
  const spec = { name: 'lab', schema, defaults: Object.fromEntries(named.map(({ name, value }) => [name, value])) };
  const set = (name: string, to: Value): void => {
    const { own } = bench.settings.peek();
    bench.set({ own: { ...own, text: withNumber(own.text, name, to) } });
  };
  return (
    <div class="lab-sliders">
      {named.map(({ name, value }) => (
        <NumberControl
          key={name}
          {...{ spec, name, value, set }}
          live={undefined}
          parameter={schema[name]!}
          limits={[]}
        />
      ))}
    </div>
  );
}

/**
 * The rail of a number: made when it is first seen, and anew if the number has left it. A rate may be twenty times
 * smaller or eight times larger than it was; other numbers have the rails that all texts give them.
 */
function railFor(
  rails: Map<string, NumberParameter>,
  key: string,
  text: string,
  { name, value }: Named,
): NumberParameter {
  const known = rails.get(key);
  if (known && value >= known.min && value <= known.max) return known;
  const asked = topNumbers(text).schema[name];
  const own =
    asked?.kind === 'number'
      ? asked
      : number({ label: name, help: '', default: value, min: value, max: value, step: 1 });
  const made = own.scale === 'log' ? { ...own, min: inTwoDigits(value / 20), max: inTwoDigits(value * 8) } : own;
  rails.set(key, made);
  return made;
}

const inTwoDigits = (value: number): number => Number(value.toPrecision(2));
