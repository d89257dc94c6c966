import { useRef } from 'preact/hooks';
import { type NumberParameter, number } from '../../engine/schema.ts';
import { fromRail, toRail } from '../../figure/rail.ts';
import type { Bench } from './bench.ts';
import { namedNumbers, withNumber } from './settings.ts';

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
        const rail = railFor(rails.current, `${loss} ${name}`, name, value);
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

/** The rail of a number: made when it is first seen, and anew where the number has left it. */
function railFor(rails: Map<string, NumberParameter>, key: string, name: string, value: number): NumberParameter {
  const known = rails.get(key);
  if (known && value >= known.min && value <= known.max) return known;
  const made = number({ label: name, help: '', default: value, ...rangeOf(name, value) });
  rails.set(key, made);
  return made;
}

/** From the name and the value that a number has at first: a share of 1, a rate on a log scale, or a plain number. */
function rangeOf(name: string, value: number): Pick<NumberParameter, 'min' | 'max' | 'step' | 'scale'> {
  if (/^(beta|mu|momentum|rho|b1)\d*$/i.test(name) && value >= 0 && value < 1) return { min: 0, max: 0.99, step: 0.01 };
  if (/^(gamma|beta2|b2)$/i.test(name) && value >= 0 && value < 1)
    return { min: 0, max: 0.9999, step: 1e-4, scale: 'log-to-one' };
  if (value > 0) {
    const digits = 10 ** (Math.floor(Math.log10(value)) - 2);
    return {
      min: Number((value / 20).toPrecision(2)),
      max: Number((value * 8).toPrecision(2)),
      step: digits,
      scale: 'log',
    };
  }
  const reach = Math.max(1, 2 * Math.abs(value));
  return { min: -reach, max: reach, step: reach / 100 };
}
