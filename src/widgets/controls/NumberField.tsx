import type { IntegerParameter, NumberParameter } from '../../engine/schema.ts';
import { show } from '../../figure/parameters/index.ts';
import { fromSlider, toSlider } from '../../figure/slider.ts';
import { plainText } from '../panels/math-text.ts';
import type { ControlProps } from './control.ts';
import { useDraft } from './draft.ts';

type Props = ControlProps<NumberParameter | IntegerParameter>;

/** A field for any number in range; invalid text stays in the field, with a message, and changes nothing. */
export function NumberField(props: Omit<Props, 'limits'>) {
  const { spec, live, name, parameter, value } = props;
  const unit = parameter.unit ?? '';
  const draft = useDraft(props, unit);
  const text = draft.text ?? show(parameter, value).replaceAll('-', '\u2212') + unit;
  const reach = `${parameter.min} to ${parameter.max}`.replaceAll('-', '\u2212');
  const describedBy = `${spec.name}-${name}-problem`;

  const key = (event: KeyboardEvent): void => {
    const direction = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (!direction) return void draft.key(event);
    event.preventDefault();
    draft.give(nudged(parameter, value, direction * (event.shiftKey ? 0.1 : 0.01)));
  };

  return (
    <>
      <input
        class="number"
        type="text"
        inputMode="decimal"
        autocomplete="off"
        spellcheck={false}
        name={name}
        size={Math.max(3, text.length)}
        // Beside a scene the slider takes the keyboard focus; the field would be a second stop for the same number.
        tabIndex={spec.scene && !live?.workshop.value ? -1 : undefined}
        value={text}
        aria-label={`${plainText(parameter.label)}, ${reach}`}
        aria-invalid={draft.problem !== undefined && draft.text !== undefined}
        aria-describedby={draft.problem ? describedBy : undefined}
        onFocus={() => live?.arrive()}
        onInput={(event) => draft.take(event.currentTarget.value)}
        onBlur={draft.leave}
        onKeyDown={key}
      />
      {draft.problem && (
        <span class="field-problem" id={describedBy} role="alert">
          {draft.problem}
        </span>
      )}
    </>
  );
}

/** The value after a move by a fraction of the slider, at least one visible step away. */
export function nudged(parameter: NumberParameter | IntegerParameter, value: number, share: number): number {
  const from = toSlider(parameter, value);
  for (let times = 1; times <= 100; times++) {
    const next = fromSlider(parameter, from + times * share);
    if (next !== value) return next;
  }
  return value;
}
