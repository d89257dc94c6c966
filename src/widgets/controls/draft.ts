import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Value } from '../../engine/schema.ts';
import { parse } from '../../figure/permalink.ts';
import type { Figure } from '../page/figure.ts';
import { plainLabels } from '../page/spec.ts';
import type { ControlSpec } from './control.ts';

/** Significant digits kept of a typed number. */
const DIGITS = 6;

interface Props {
  spec: ControlSpec;
  live: Figure | undefined;
  name: string;
  value: Value;
  set(name: string, value: Value): void;
}

/** A value being typed. */
export interface Draft {
  /** The text as typed so far; undefined while nothing is being typed. */
  text: string | undefined;
  /** The error in the text being typed, or in the text that was left. */
  problem: string | undefined;
  /** Takes the field's content after a key. */
  take(typed: string): void;
  /** Called when the field loses the focus: values out of range are clamped, invalid text is dropped. */
  leave(): void;
  /** Enter ends the draft, Escape drops it. */
  key(event: KeyboardEvent): void;
  /** Replaces the value. */
  give(value: Value): void;
}

/**
 * The text of a field during typing. Valid text takes effect at once; invalid text stays in the field and changes
 * nothing. Nothing that arrives in between, such as a result, a link or a running animation, removes it.
 * @param unit shown in the field after the value; may be typed or omitted
 */
export function useDraft({ spec, live, name, value, set }: Props, unit = ''): Draft {
  const [text, setText] = useState<string>();
  const [problem, setProblem] = useState<string>();
  /** The value of the draft. A new value from elsewhere drops the draft, unless the draft has none. */
  const meant = useRef(value);
  /** The value before typing began: used while the text is invalid. */
  const before = useRef(value);
  const figure = useRef(live);
  figure.current = live;
  // A layout effect: on a slow machine the next character arrives before an effect, which would mistake it for a value
  // from elsewhere.
  useLayoutEffect(() => {
    if (value === meant.current) return;
    meant.current = value;
    // A running animation does not remove typed text.
    before.current = value;
    if (text !== undefined && problem !== undefined) return;
    setText(undefined);
    setProblem(undefined);
  }, [value]);

  const typing = (on: boolean): void => {
    if (figure.current) figure.current.typing.value = on;
  };
  // A removed field fires no blur event.
  useEffect(() => () => typing(false), []);
  const read = (typed: string): { wanted: Value; message: string | undefined } => {
    const base = { ...(live?.values.value ?? spec.defaults), [name]: before.current };
    const bare = unit ? typed.replace(unit, '').trimEnd() : typed;
    const { values, messages } = parse(plainLabels(spec.schema), new URLSearchParams({ [name]: bare }), base);
    const wanted = values[name] ?? before.current;
    // Digits that nobody can distinguish would otherwise go into the URL, the sliders and the code.
    const rounded = typeof wanted === 'number' ? Number(wanted.toPrecision(DIGITS)) : wanted;
    const isWhole = Number.isInteger(wanted);
    const fault = messages[0]?.fault;
    const message = fault && fault.charAt(0).toUpperCase() + fault.slice(1);
    return { wanted: isWhole ? wanted : rounded, message };
  };
  const put = (wanted: Value): void => {
    meant.current = wanted;
    set(name, wanted);
  };
  const end = (): void => {
    setText(undefined);
    typing(false);
  };
  const leave = (): void => {
    if (text === undefined) return;
    const { wanted, message } = read(text);
    if (message && wanted !== value) put(wanted);
    end();
  };
  return {
    text,
    problem,
    take(typed) {
      if (text === undefined) before.current = value;
      setText(typed);
      typing(true);
      const { wanted, message } = read(typed);
      setProblem(message);
      // Typing 1.000 passes through 1, which took effect; invalid text reverts it.
      if (wanted !== value && (!message || wanted === before.current)) put(wanted);
    },
    leave,
    key({ key }) {
      if (key === 'Enter') leave();
      if (key !== 'Escape') return;
      setProblem(undefined);
      end();
    },
    give(wanted) {
      setProblem(undefined);
      put(wanted);
      end();
    },
  };
}
