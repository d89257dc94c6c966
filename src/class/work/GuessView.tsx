import { useEffect, useId, useRef, useState } from 'preact/hooks';
import type { Values } from '../../engine/schema.ts';
import { decimal } from '../../figure/decimal.ts';
import { parse } from '../../figure/permalink.ts';
import { numberTexts } from '../../figure/sentence.ts';
import { askBeforeLeaving } from '../../widgets/page/leaving.ts';
import { device, type Keeping } from '../../widgets/page/store.ts';
import { sayAtFigure } from '../../widgets/page/way-back.ts';
import { withGuess } from './drawn-guess.ts';
import { whenSettled } from './seen.ts';
import { isLater } from './standing.ts';
import { LONGEST_GUESS, type Work } from './stored-work.ts';
import { foundIn, type GuessTask, isMet, missedIn, partsOf, settingFor } from './task.ts';
import type { TaskProps } from './task-props.ts';

/** Maximum characters of a number in its field. */
const LONGEST_NUMBER = 20;
/** A larger guess needs confirmation: no number of a figure comes near it. */
const LARGEST_LIKELY = 1e6;

/** A guess to make before looking at the figure. */
export function GuessView({ task, label, live, work: done, keep, kept }: TaskProps<GuessTask> & { label: string }) {
  const id = useId();
  const [draft, setDraft] = useState('');
  const [keeping, setKeeping] = useState<Keeping>('kept');
  const [complaint, setComplaint] = useState('');
  /** The unlikely guess that the reader was asked to confirm by a second press. */
  const [doubted, setDoubted] = useState('');
  /** The reader is making a new guess; the previous one stays until then. */
  const [anew, setAnew] = useState(false);
  // Another tab may have answered while something was typed here; the typed text stays.
  const isAnew = anew || draft !== '';
  const work = isAnew ? undefined : done;
  /** The guess waiting for the figure to load. */
  const [awaited, setAwaited] = useState<{ guess: string; at: Values; step: number | undefined }>();
  /** The reader pressed before the figure's script had loaded. */
  const [isEarly, setIsEarly] = useState(false);
  const field = useRef<HTMLInputElement & HTMLSelectElement>(null);
  const link = useRef<HTMLAnchorElement>(null);
  const guess = work?.value ?? draft;
  const typedKey = `typed ${task.id}`;
  /** Stores the text until it is submitted, for another visit. */
  const type = (text: string): void => {
    setDraft(text);
    setComplaint('');
    const keeping = device.keep(typedKey, text === '' ? undefined : text);
    setKeeping(text === '' ? 'kept' : keeping);
    askBeforeLeaving(typedKey, text !== '' && keeping !== 'kept');
  };
  const leaveIt = (): void => {
    type('');
    setAnew(false);
  };
  useEffect(() => {
    const typed = device.text(typedKey);
    if (!typed || typed.length > LONGEST_GUESS) return;
    // The choices may have changed since then.
    if (task.asks === 'choice' && !task.choices.some(({ text }) => text === typed)) return;
    // Text typed before this script loaded stays.
    setDraft((now) => now || typed);
    setAnew(true);
  }, [task]);
  const { query, step } = partsOf(settingFor(task, guess));
  const at = live && parse(live.spec.schema, query, live.spec.defaults).values;

  useEffect(() => {
    if (!live || !awaited) return undefined;
    let isDone = false;
    return whenSettled(live, (settled) => {
      if (isDone) return;
      const hasArrived = Object.entries(awaited.at).every(([name, value]) => settled.values[name] === value);
      if (!hasArrived) return;
      // A newly set run plays from its beginning: skip to the step of the question.
      if (awaited.step !== undefined && live.standing.peek() !== awaited.step) {
        live.standAt(awaited.step);
        return;
      }
      isDone = true;
      setAwaited(undefined);
      const shown = live.presentation.peek();
      // Stays until the picture changes.
      if (shown && task.asks === 'number' && task.drawn)
        live.presentation.value = { ...shown, panels: withGuess(shown.panels, task.drawn, decimal(awaited.guess)) };
      const met = isMet(task, awaited.guess, settled);
      leaveIt();
      const says = sentenceOf(task, awaited.guess, met, settled.numbers);
      sayAtFigure(task.figure, link.current?.closest('.ex'), met ? `Right. ${says}` : says);
      const first = done ? (done.first ?? done.value) : awaited.guess;
      keep({ kind: 'guess', value: awaited.guess, met, first, says, found: foundIn(task, settled) });
    });
  }, [live, awaited]);

  useEffect(() => {
    if (!live || !isEarly) return;
    setIsEarly(false);
    link.current?.click();
  }, [live, isEarly]);

  const look = (event: MouseEvent): void => {
    const isUnlikely = task.asks === 'number' && Math.abs(decimal(guess)) > LARGEST_LIKELY && guess !== doubted;
    const wrong = complaintOn(task, guess) || (isUnlikely ? `Do you mean ${guess}? If so, look again.` : '');
    if (isUnlikely) setDoubted(guess);
    if (wrong || !live || !at) {
      event.preventDefault();
      event.stopPropagation();
      setComplaint(wrong);
      if (wrong) field.current?.focus();
      else setIsEarly(true);
    } else if (!work) {
      setAwaited({ guess, at, step });
      // Deferred: the page's own handler of this press runs after this one, and sets the figure.
      if (step !== undefined) setTimeout(() => live.standAt(step));
    }
  };
  return (
    <>
      <p class="task-says" role="status">
        {[complaint || done?.says, typedSays[keeping], done && firstSays(task, done, isAnew)].filter(Boolean).join(' ')}
        {kept && ' '}
        {kept}
      </p>
      <form
        class="task-guess"
        onSubmit={(event) => {
          event.preventDefault();
          link.current?.click();
        }}
      >
        <label for={id}>{label}</label>
        {task.asks === 'choice' ? (
          <select
            id={id}
            ref={field}
            value={guess}
            disabled={work !== undefined}
            onChange={({ currentTarget }) => type(currentTarget.value)}
          >
            <option value="">…</option>
            {task.choices.map(({ text }) => (
              <option key={text} value={text}>
                {text}
              </option>
            ))}
          </select>
        ) : (
          <input
            id={id}
            ref={field}
            type="text"
            inputMode="text"
            autocomplete="off"
            maxLength={LONGEST_NUMBER}
            value={guess}
            readOnly={work !== undefined}
            onInput={({ currentTarget }) => type(currentTarget.value)}
          />
        )}
        <a
          ref={link}
          class="try"
          href={`?${new URLSearchParams([...query].map(([name, text]) => [`${task.figure}.${name}`, text]))}#${task.figure}`}
          data-try={task.figure}
          onClick={look}
        >
          Look
        </a>
        {done && isAnew && (
          <button type="button" onClick={leaveIt}>
            Cancel
          </button>
        )}
        {work && (
          <button
            type="button"
            onClick={() => {
              setAnew(true);
              // The button disappears.
              field.current?.focus();
            }}
          >
            Predict again
          </button>
        )}
      </form>
    </>
  );
}

/** The sentence under a typed prediction that has not been submitted; empty if the device has stored it. */
const typedSays: Readonly<Record<Keeping, string>> = {
  kept: '',
  off: 'This browser blocks storage, so your prediction is lost if you leave before you look.',
  full: 'This browser’s storage is full, so your prediction is lost if you leave before you look.',
};

/** The first prediction, shown beside a later one. */
export function firstSays({ asks }: GuessTask, work: Pick<Work, 'first' | 'value'>, isAnew: boolean): string {
  const guess = (work.first ?? work.value).replace(/^-/, '\u2212');
  const first = asks === 'choice' ? `“${guess}”` : guess;
  if (isAnew) return `Your first prediction, ${first}, stays on your sheet.`;
  return isLater(work) ? `Your first prediction was ${first}.` : '';
}

/** The error in a guess, found without the figure. */
function complaintOn(task: GuessTask, guess: string): string {
  if (guess.trim() === '')
    return task.asks === 'choice' ? 'Choose first, then look.' : 'Type your number first, then look.';
  const isNumber = task.asks === 'choice' || Number.isFinite(decimal(guess));
  return isNumber ? '' : `“${guess}” is not a number.`;
}

export function sentenceOf(
  task: GuessTask,
  guess: string,
  met: boolean,
  numbers: Parameters<typeof isMet>[2]['numbers'],
): string {
  if (task.asks === 'number') {
    const number = guess.replace(/^-/, '\u2212');
    const shown = numbers[task.number];
    const is = shown ? numberTexts(shown).short : 'no such number';
    if (met || !shown) return `You said ${number}; the figure shows ${is}.`;
    const off = decimal(guess) - shown.value;
    const { low: _low, high: _high, ...plain } = shown;
    const far = numberTexts({ ...plain, value: Math.abs(off) }).short;
    return `You said ${number}; the figure shows ${is}. You were ${far} too ${off > 0 ? 'high' : 'low'}. Why?`;
  }
  if (!met && task.asks === 'value') {
    const missed = missedIn(task.goal, { values: {}, numbers });
    if (missed) return `With ${guess} ${missed}. Why?`;
  }
  return met ? `You said “${guess}”: correct.` : `You said “${guess}”, which is not so. Why?`;
}
