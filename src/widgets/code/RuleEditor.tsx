import { render } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Aloud } from '../page/Aloud.tsx';
import { adoptStyles } from '../page/adopt-styles.ts';
import type { Figure } from '../page/figure.ts';
import { keepingSays } from '../page/stored-text.ts';
import { type Editor, fetchEditor, openEditor } from './index.ts';
import { Listing } from './Listing.tsx';
import listingStyles from './listing.css?inline';
import { NumberSliders } from './NumberSliders.tsx';
import styles from './rule-editor.css?inline';
import { RuleText } from './rule-text.ts';

adoptStyles(listingStyles);
adoptStyles(styles);

/** Maximum wait of the editor for the first run, in milliseconds after Python has loaded. */
const LONGEST_BEFORE_EDITOR = 1500;

/**
 * A pointer that rests on the button for so long, in milliseconds, is not about to press it: enough time to load the
 * editor in advance.
 */
const DWELL = 400;
let dwelling: ReturnType<typeof setTimeout> | undefined;

/** Loaded separately: everything else loads when a menu opens, Python with its small NumPy only when needed. */
const startPython = async (): Promise<void> => {
  const { openPython } = await import('../../python/python.ts');
  await openPython();
};
/** Resolves once Python has loaded, or has failed to. */
const pythonSent = async (): Promise<void> => {
  const { sentToPython } = await import('../../python/python.ts');
  await sentToPython();
};

/** Starts Python and loads the editor in advance. A failure here is retried, and reported, when the editor opens. */
export function prepareRule(): void {
  startPython().catch(() => {});
  dwelling ??= setTimeout(() => void pythonSent().then(fetchEditor, () => {}), DWELL);
}

/** Opens a figure's rule below its picture; if it is open already, moves the cursor there. */
export function openRule(live: Figure, figure: HTMLElement): void {
  const open = figure.querySelector<HTMLElement>('.own-rule-place');
  if (open) {
    open.querySelector<HTMLElement>('.cm-content, .own-rule-editor')?.focus();
    open.scrollIntoView({ block: 'nearest' });
    return;
  }
  // Takes time and does not need the figure's code, which loads in parallel. Evaluating the editor's script blocks the
  // page, so it comes after the first run.
  startPython().catch(() => {});
  clearTimeout(dwelling);
  dwelling = undefined;
  // A run being played would slow down the one about to start.
  if (live.moving.peek()) live.rest();
  const place = document.createElement('div');
  place.className = 'own-rule-place';
  figure.querySelector('.under-hand')?.append(place);
  const rule = new RuleText(live);
  const close = (): void => {
    rule.close();
    render(null, place);
    place.remove();
    figure.querySelector<HTMLElement>('.actions button[popovertarget]')?.focus();
  };
  render(<RuleEditor rule={rule} close={close} />, place);
}

function RuleEditor({ rule, close }: { rule: RuleText; close(): void }) {
  const { live } = rule;
  const host = useRef<HTMLDivElement>(null);
  const editor = useRef<Editor | undefined>(undefined);
  const [ready, setReady] = useState(false);
  const [failed, setFailed] = useState(false);
  const text = rule.text.value;
  useEffect(() => {
    if (!host.current) return undefined;
    let gone = false;
    const element = host.current;
    const open = async (): Promise<Editor> => {
      await rule.open();
      // Evaluating its script and creating the editor blocks a slow page for long, which would delay the first run.
      await pythonSent();
      await Promise.race([live.run().then(drawn), after(LONGEST_BEFORE_EDITOR)]);
      return openEditor(element, {
        text: rule.text.peek(),
        label: rule.title,
        onChange: (next) => rule.write(next),
      });
    };
    open().then(
      (opened) => {
        if (gone) return opened.close();
        editor.current = opened;
        setReady(true);
        // A slider may have been moved in the meantime.
        opened.set(rule.text.peek());
        opened.mark(live.wrong.peek());
        // If the reader now types elsewhere, the focus stays there.
        if (isTypingElsewhere(element)) return;
        opened.focus();
        // Only now has it reached its final height.
        host.current?.closest('.own-rule-place')?.scrollIntoView({ block: 'nearest' });
      },
      () => setFailed(true),
    );
    return () => {
      gone = true;
      editor.current?.close();
    };
  }, [rule]);
  // Code from the editor must not return to it: a later key would be lost.
  const given = rule.given.value;
  useEffect(() => {
    if (given > 0) editor.current?.set(rule.text.peek());
  }, [rule, given]);
  const error = live.wrong.value;
  useEffect(() => editor.current?.mark(error), [error]);

  const keeping = keepingSays[rule.keeping.value];
  return (
    <section class="own-rule" aria-label={rule.title}>
      <header class="own-rule-head">
        <b>{rule.title}</b>
        <span>
          {live.waiting.value ? 'This code came with a link and has not run yet.' : 'It runs as you type.'} Escape, then
          Tab leaves the text.
        </span>
        {live.waiting.value && (
          <button type="button" onClick={() => live.trust()}>
            Run
          </button>
        )}
        <button type="button" onClick={() => void rule.restore()}>
          Original text
        </button>
        <button type="button" onClick={close}>
          Close
        </button>
      </header>
      <div class="own-rule-body">
        <div class="own-rule-text">
          <div class="own-rule-editor" ref={host} tabIndex={-1} />
          {!ready && !failed && <Listing text={text} error={error} />}
        </div>
        {failed && (
          <textarea
            class="own-rule-plain"
            aria-label={rule.title}
            spellcheck={false}
            value={text}
            onInput={(event) => rule.write(event.currentTarget.value)}
          />
        )}
        <Numbers rule={rule} />
      </div>
      {/* The error of a line is shown under it, if lines are shown; the figure's verdict describes the run. */}
      {(failed || error?.line === undefined) && <p class="own-rule-message">{rule.wrong.value}</p>}
      <Aloud text={rule.wrong.value} />
      {keeping && <p class="own-rule-kept">{keeping}</p>}
      {live.printed.value !== '' && (
        <details class="own-rule-printed">
          <summary>Output</summary>
          <pre>{live.printed.value}</pre>
        </details>
      )}
    </section>
  );
}

/** Whether a text field outside an element has the focus. */
function isTypingElsewhere(place: HTMLElement): boolean {
  const root = place.getRootNode();
  const focused = root instanceof Document || root instanceof ShadowRoot ? root.activeElement : null;
  return focused?.matches('input, textarea, select, [contenteditable]') === true && !place.contains(focused);
}

const after = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

/** Resolves after the next paint; a hidden page paints nothing, so it resolves at once. */
const drawn = (): Promise<unknown> =>
  document.hidden ? Promise.resolve() : new Promise((done) => requestAnimationFrame(() => setTimeout(done)));

/** Controls for the numbers named at the top, and for the figure's seeds, if it has any. */
function Numbers({ rule }: { rule: RuleText }) {
  const { live } = rule;
  const spec = { ...live.spec, name: `${live.spec.name}-own` };
  const { manySeeds } = live.spec.schema;
  return (
    <div class="own-rule-numbers">
      <NumberSliders numbers={rule.numbers.value} spec={spec} set={(name, to) => rule.setNumber(name, to)} />
      {manySeeds?.kind === 'flag' && (
        <NumberSliders
          numbers={{ schema: { manySeeds }, values: live.values.value }}
          spec={spec}
          set={(name, to) => live.set({ [name]: to })}
        />
      )}
    </div>
  );
}
