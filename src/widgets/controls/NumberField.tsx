import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { IntegerParameter, NumberParameter } from '../../engine/schema.ts';
import { show } from '../../figure/parameters/index.ts';
import { parse } from '../../figure/permalink.ts';
import { fromRail, toRail } from '../../figure/rail.ts';
import { plainLabels } from '../page/spec.ts';
import { plainText } from '../panels/math-text.ts';
import type { ControlProps } from './control.ts';

type Props = ControlProps<NumberParameter | IntegerParameter>;

/** Takes any number in range; what cannot be read stays in the field, with a message, and changes nothing. */
export function NumberField({ spec, live, name, parameter, value, set }: Omit<Props, 'limits'>) {
  const [draft, setDraft] = useState<string>();
  const [problem, setProblem] = useState<string>();
  /** The value that the draft stands for. When another one comes from elsewhere, the draft is dropped, unless it stands for none. */
  const meant = useRef(value);
  /** The value before anything was typed: it is used while the text is no number. */
  const before = useRef(value);
  // At once: on a slow machine the next letter comes before an effect, which would take it for another's value.
  useLayoutEffect(() => {
    if (value === meant.current) return;
    meant.current = value;
    // A run that goes on does not take away what is being typed.
    before.current = value;
    if (draft !== undefined && problem !== undefined) return;
    setDraft(undefined);
    setProblem(undefined);
  }, [value]);
  const unit = parameter.unit ?? '';
  const text = draft ?? show(parameter, value).replaceAll('-', '\u2212') + unit;
  const describedBy = `${spec.name}-${name}-problem`;

  const typing = (on: boolean): void => {
    if (live) live.typing.value = on;
  };
  const give = (wanted: number): void => {
    meant.current = wanted;
    set(name, wanted);
  };
  const read = (typed: string): { value: number; message: string | undefined } => {
    const base = { ...(live?.values.value ?? spec.defaults), [name]: before.current };
    // The unit stands in the field, and may be typed or left out.
    const number = unit ? typed.replace(unit, '').trimEnd() : typed;
    const { values, messages } = parse(plainLabels(spec.schema), new URLSearchParams({ [name]: number }), base);
    return { value: Number(values[name]), message: messages[0]?.text };
  };
  const take = (typed: string): void => {
    if (draft === undefined) before.current = value;
    setDraft(typed);
    typing(true);
    const { value: wanted, message } = read(typed);
    setProblem(message);
    // Typing 1.000 passes through 1, which counted; text that cannot be read takes it back.
    if (wanted !== value && (!message || wanted === before.current)) give(wanted);
  };
  const leave = (): void => {
    if (draft === undefined) return;
    const { value: wanted, message } = read(draft);
    // A number out of range is clamped; text that is no number is dropped.
    if (message && wanted !== value) give(wanted);
    setDraft(undefined);
    typing(false);
  };
  const nudge = (event: KeyboardEvent): void => {
    const direction = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (direction) {
      event.preventDefault();
      setDraft(undefined);
      setProblem(undefined);
      give(nudged(parameter, value, direction * (event.shiftKey ? 0.1 : 0.01)));
      typing(false);
    } else if (event.key === 'Enter') leave();
    else if (event.key === 'Escape') {
      setDraft(undefined);
      setProblem(undefined);
      typing(false);
    }
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
        // Beside a scene the rail takes the keyboard; the field is one more stop for the same number.
        tabIndex={spec.scene && !live?.workshop.value ? -1 : undefined}
        value={text}
        aria-label={`${plainText(parameter.label)}, ${parameter.min} to ${parameter.max}`}
        aria-invalid={problem !== undefined && draft !== undefined}
        aria-describedby={problem ? describedBy : undefined}
        onInput={(event) => take(event.currentTarget.value)}
        onBlur={leave}
        onKeyDown={nudge}
      />
      {problem && (
        <span class="field-problem" id={describedBy} role="alert">
          {problem}
        </span>
      )}
    </>
  );
}

/** The value a share of the rail farther on, and always at least one visible step away. */
export function nudged(parameter: NumberParameter | IntegerParameter, value: number, share: number): number {
  const from = toRail(parameter, value);
  for (let times = 1; times <= 100; times++) {
    const next = fromRail(parameter, Math.min(1, Math.max(0, from + times * share)));
    if (next !== value) return next;
  }
  return value;
}
