import { useRef } from 'preact/hooks';
import type { IntegerParameter, NumberParameter } from '../../engine/schema.ts';
import { fromSlider, toSlider } from '../../figure/slider.ts';
import { showSetting } from '../page/show-setting.ts';
import { MathText } from '../panels/MathText.tsx';
import { plainText } from '../panels/math-text.ts';
import type { ControlProps } from './control.ts';
import { nudged } from './NumberField.tsx';
import { SliderTouch } from './slider-touch.ts';

/** Half the width of a label's character, as a fraction of a narrow slider. */
const HALF_LETTER = 0.012;
/** Centred labels of marks closer than this fraction of the slider would overlap. */
const NEAR = 0.2;

/**
 * The position of a mark, and the edge of its label that is aligned with it unless it is centred: a centred label would
 * stick out over the slider's end, or overlap the label of another mark.
 */
export function placed(
  place: number,
  others: readonly number[] = [],
  label = '',
): { left: string; end: 'left' | 'right' | undefined } {
  const [before, after] = [
    others.some((at) => at < place && place - at < NEAR),
    others.some((at) => at > place && at - place < NEAR),
  ];
  const half = Math.max(0.15, HALF_LETTER * plainText(label).length);
  const end =
    place < half ? 'left' : place > 1 - half ? 'right' : before === after ? undefined : before ? 'left' : 'right';
  return { left: `${(100 * place).toFixed(2)}%`, end };
}

/** Positions of the range input: enough that no pixel is worth more than one. */
const POSITIONS = 1000;
const KEYS: Readonly<Record<string, number>> = {
  ArrowRight: 1,
  ArrowUp: 1,
  ArrowLeft: -1,
  ArrowDown: -1,
  PageUp: 10,
  PageDown: -10,
};

/** The slider of a number: a handle, tick marks, and known limits as marks with the range beyond them hatched. */
export function Slider({
  spec,
  live,
  name,
  parameter,
  value,
  set,
  limits,
}: ControlProps<NumberParameter | IntegerParameter>) {
  const move = (event: KeyboardEvent): void => {
    const direction = KEYS[event.key];
    if (!direction) return;
    event.preventDefault();
    set(name, nudged(parameter, value, direction * (event.shiftKey ? 0.1 : 0.01)));
  };
  const touch = useRef<SliderTouch | undefined>(undefined);
  touch.current ??= new SliderTouch();
  const finger = touch.current;
  const position = POSITIONS * toSlider(parameter, value);
  const moveTo = (to: number): void => set(name, fromSlider(parameter, to / POSITIONS));
  const shown = limits.filter((limit) => limit.at > parameter.min && limit.at < parameter.max);
  const marks = parameter.kind === 'number' ? (parameter.marks ?? []) : [];

  return (
    <div class="slider">
      {marks.map((mark) => {
        const { left, end } = placed(toSlider(parameter, mark));
        return (
          <i class="slider-mark slider-notch" key={mark} data-end={end} style={`left:${left}`}>
            <span>{showSetting(parameter, mark)}</span>
          </i>
        );
      })}
      {shown.map((limit, k) => {
        const { left, end } = placed(
          toSlider(parameter, limit.at),
          shown.map(({ at }) => toSlider(parameter, at)),
          limit.label,
        );
        return (
          // The key keeps the element of a moving limit: a new one would restyle the page, because of its :has() rules.
          <div class="slider-limit" key={`${limit.label} ${k}`}>
            {limit.side !== 'none' && (
              <i class="slider-past" style={limit.side === 'below' ? `left:0;width:${left}` : `left:${left};right:0`} />
            )}
            <i class="slider-mark" data-end={end} style={`left:${left}`}>
              <span>
                <MathText text={limit.label} />
              </span>
            </i>
          </div>
        );
      })}
      <input
        type="range"
        id={`${spec.name}-${name}`}
        name={name}
        min={0}
        max={POSITIONS}
        step="any"
        value={position}
        aria-valuetext={`${showSetting(parameter, value)}${parameter.unit ? ` ${parameter.unit}` : ''}`}
        onInput={(event) => {
          const counted = finger.input(Number(event.currentTarget.value));
          if (counted === undefined) event.currentTarget.value = String(position);
          else moveTo(counted);
        }}
        onPointerDown={(event) => {
          finger.down(event);
          live?.drag(true);
        }}
        onPointerMove={(event) => finger.move(event)}
        onPointerUp={() => {
          const tapped = finger.up();
          if (tapped !== undefined) moveTo(tapped);
          live?.drag(false);
        }}
        onPointerCancel={(event) => {
          if (finger.cancel()) event.currentTarget.value = String(position);
          live?.drag(false);
        }}
        onKeyDown={move}
      />
    </div>
  );
}
