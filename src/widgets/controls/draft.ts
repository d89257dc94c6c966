import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Value } from '../../engine/schema.ts';
import { parse } from '../../figure/permalink.ts';
import type { Figure } from '../page/figure.ts';
import { plainLabels } from '../page/spec.ts';
import type { ControlSpec } from './control.ts';

/** Significant digits of a number that is typed. */
const DIGITS = 6;

interface Props {
  spec: ControlSpec;
  live: Figure | undefined;
  name: string;
  value: Value;
  set(name: string, value: Value): void;
}

/** A value that is being typed. */
export interface Draft {
  /** The text as typed so far; undefined while nothing is being typed. */
  text: string | undefined;
  /** The fault of what is being typed, or of what was left. */
  problem: string | undefined;
  /** Takes what a field holds after a key. */
  take(typed: string): void;
  /** The reader leaves the field: what is out of range is clamped, and what cannot be read is dropped. */
  leave(): void;
  /** Enter leaves the draft, Escape drops it. */
  key(event: KeyboardEvent): void;
  /** Another value in its place. */
  give(value: Value): void;
}

/**
 * The text of a field while it is typed. What can be read counts at once; what cannot stays in the field and changes
 * nothing. Nothing that comes from elsewhere meanwhile, a result, a link or a run that goes on, takes it away.
 * @param unit is shown in the field after the value, and may be typed or left out
 */
export function useDraft({ spec, live, name, value, set }: Props, unit = ''): Draft {
  const [text, setText] = useState<string>();
  const [problem, setProblem] = useState<string>();
  /** The value of the draft. Another value from elsewhere drops the draft, unless the draft has none. */
  const meant = useRef(value);
  /** The value before anything was typed: it is used while the text cannot be read. */
  const before = useRef(value);
  const figure = useRef(live);
  figure.current = live;
  // At once: on a slow machine the next letter comes before an effect, which would take it for another's value.
  useLayoutEffect(() => {
    if (value === meant.current) return;
    meant.current = value;
    // A run that goes on does not take away what is being typed.
    before.current = value;
    if (text !== undefined && problem !== undefined) return;
    setText(undefined);
    setProblem(undefined);
  }, [value]);

  const typing = (on: boolean): void => {
    if (figure.current) figure.current.typing.value = on;
  };
  // A field that goes is left without a word.
  useEffect(() => () => typing(false), []);
  const read = (typed: string): { wanted: Value; message: string | undefined } => {
    const base = { ...(live?.values.value ?? spec.defaults), [name]: before.current };
    const bare = unit ? typed.replace(unit, '').trimEnd() : typed;
    const { values, messages } = parse(plainLabels(spec.schema), new URLSearchParams({ [name]: bare }), base);
    const wanted = values[name] ?? before.current;
    // More digits than anybody tells apart would go into the address, the slides and the code.
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
      // Typing 1.000 passes through 1, which counted; text that cannot be read takes it back.
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
