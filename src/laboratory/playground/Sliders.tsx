import { useRef } from 'preact/hooks';
import { type NumberParameter, number } from '../../engine/schema.ts';
import { fromRail, toRail } from '../../figure/rail.ts';
import { topNumbers, withNumber } from '../../python/numbers.ts';
import type { Bench } from './bench.ts';
import { namedNumbers } from './settings.ts';

interface Named {
  name: string;
  value: number;
}

const POSITIONS = 400;

/** A slider for each number that the text names at its top. */
export function Sliders({ bench }: { bench: Bench }) {
  const { own, loss } = bench.settings.value;
  const rails = useRef(new Map<string, NumberParameter>());
  const named = namedNumbers(own.text).slice(0, 6);
  if (named.length === 0) return null;
  return (
    <div class="lab-sliders">
      {named.map(({ name, value }) => {
        const rail = railFor(rails.current, `${loss} ${name}`, own.text, { name, value });
        const set = (to: number): void =>
          bench.set({
            own: { ...bench.settings.peek().own, text: withNumber(bench.settings.peek().own.text, name, to) },
          });
        const id = `lab-slider-${name}`;
        return (
          <div key={name}>
            <label for={id}>{name}</label>
            <output for={id}>{String(value).replace('-', '\u2212')}</output>
            <input
              type="range"
              id={id}
              min={0}
              max={POSITIONS}
              step="any"
              value={POSITIONS * toRail(rail, value)}
              aria-valuetext={String(value)}
              onInput={({ currentTarget }) => set(fromRail(rail, Number(currentTarget.value) / POSITIONS))}
              onKeyDown={(event) => {
                const way = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 10, PageDown: -10 }[
                  event.key
                ];
                if (way === undefined) return;
                event.preventDefault();
                const place = toRail(rail, value) + (way * (event.shiftKey ? 10 : 1)) / 100;
                set(fromRail(rail, Math.min(1, Math.max(0, place))));
              }}
            />
          </div>
        );
      })}
    </div>
  );
}

/**
 * The rail of a number: made when it is first seen, and anew where the number has left it. A rate may be twenty times
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
