import { render } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { controlOf } from '../../widgets/controls/index.ts';
import { Aloud } from '../../widgets/figure/Aloud.tsx';
import { adoptStyles } from '../../widgets/page/adopt-styles.ts';
import type { Figure } from '../../widgets/page/figure.ts';
import { type Editor, fetchEditor, openEditor } from '../../widgets/code/index.ts';
import { keepingSays } from '../../widgets/code/kept-text.ts';
import { Listing } from '../../widgets/code/Listing.tsx';
import listingStyles from '../../widgets/code/listing.css?inline';
import styles from './change.css?inline';
import { OwnRule } from './own-rule.ts';
import { SEEDS } from './sentence.ts';

adoptStyles(listingStyles);
adoptStyles(styles);

/** The editor waits no longer than this for the first run, in milliseconds after Python has its files. */
const LONGEST_BEFORE_EDITOR = 1500;

/** Who stays on the button so long, in milliseconds, does not press it at once: then the editor can be read ahead, too. */
const DWELL = 400;
let dwelling: ReturnType<typeof setTimeout> | undefined;

/** By itself, since all of this is fetched when a menu opens, and Python with its small NumPy when somebody comes to it. */
const startPython = async (): Promise<void> => {
  const { openPython } = await import('../../python/python.ts');
  await openPython();
};
/** Once Python has its files, or could not get them. */
const pythonSent = async (): Promise<void> => {
  const { sentToPython } = await import('../../python/python.ts');
  await sentToPython();
};

/** Starts Python ahead of time, and fetches the editor. What fails here is tried again, and reported, when the editor opens. */
export function prepareChange(): void {
  startPython().catch(() => {});
  dwelling ??= setTimeout(() => void pythonSent().then(fetchEditor, () => {}), DWELL);
}

/** Opens the reader's rule in a figure, below its picture; where it is open already it takes the cursor there. */
export function openChange(live: Figure, figure: HTMLElement): void {
  const open = figure.querySelector<HTMLElement>('.own-rule-place');
  if (open) {
    open.querySelector<HTMLElement>('.cm-content, .own-rule-editor')?.focus();
    open.scrollIntoView({ block: 'nearest' });
    return;
  }
  // It takes its time, and does not need the figure's lines, which are asked for meanwhile. The editor's script keeps the
  // page busy while it is read, so it comes after the first run.
  startPython().catch(() => {});
  clearTimeout(dwelling);
  dwelling = undefined;
  // The run that is being played would slow down the one that is about to start.
  if (live.moving.peek()) live.rest();
  const place = document.createElement('div');
  place.className = 'own-rule-place';
  figure.querySelector('.under-hand')?.append(place);
  const own = new OwnRule(live, location.pathname);
  const close = (): void => {
    own.close();
    render(null, place);
    place.remove();
    figure.querySelector<HTMLElement>('.actions button[popovertarget]')?.focus();
  };
  render(<ChangeRule own={own} close={close} />, place);
}

function ChangeRule({ own, close }: { own: OwnRule; close(): void }) {
  const host = useRef<HTMLDivElement>(null);
  const editor = useRef<Editor | undefined>(undefined);
  const [ready, setReady] = useState(false);
  const [failed, setFailed] = useState(false);
  const text = own.text.value;
  // A reader may empty the text: the editor stays.
  const arrived = useRef(false);
  if (text !== '') arrived.current = true;
  const there = arrived.current;
  useEffect(() => {
    if (!there || !host.current) return undefined;
    let gone = false;
    const element = host.current;
    const open = async (): Promise<Editor> => {
      // Reading its script and building it keeps a slow page busy for long, and the first run would be seen after that.
      await pythonSent();
      await Promise.race([own.answered.then(drawn), after(LONGEST_BEFORE_EDITOR)]);
      return openEditor(element, {
        text: own.text.peek(),
        label: 'Your rule',
        onChange: (next) => own.write(next),
      });
    };
    open().then(
      (opened) => {
        if (gone) return opened.close();
        editor.current = opened;
        setReady(true);
        // A slider may have been moved meanwhile.
        opened.set(own.text.peek());
        opened.mark(own.trouble.peek());
        opened.focus();
        // Only now is it as high as it will be.
        host.current?.closest('.own-rule-place')?.scrollIntoView({ block: 'nearest' });
      },
      () => setFailed(true),
    );
    return () => {
      gone = true;
      editor.current?.close();
    };
  }, [own, there]);
  // A text of the editor's own must not come back to it: a later key would be lost.
  const given = own.given.value;
  useEffect(() => {
    if (given > 0) editor.current?.set(own.text.peek());
  }, [own, given]);
  const trouble = own.trouble.value;
  useEffect(() => editor.current?.mark(trouble), [trouble]);

  const keeping = keepingSays[own.keeping.value];
  return (
    <section class="own-rule" aria-label="Your rule">
      <header class="own-rule-head">
        <b>Your rule</b>
        <span>It runs as you type. Escape, then Tab leaves the text.</span>
        <button type="button" onClick={() => own.restore()}>
          Original text
        </button>
        <button type="button" onClick={close}>
          Close
        </button>
      </header>
      <div class="own-rule-body">
        <div class="own-rule-text">
          <div class="own-rule-editor" ref={host} tabIndex={-1} />
          {!ready && !failed && <Listing text={text} trouble={trouble} />}
        </div>
        {failed && (
          <textarea
            class="own-rule-plain"
            aria-label="Your rule"
            spellcheck={false}
            value={text}
            onInput={(event) => own.write(event.currentTarget.value)}
          />
        )}
        <Numbers own={own} />
      </div>
      {/* What is wrong with a line stands under it, where lines are shown; what the runs show is the figure's verdict. */}
      {(failed || trouble?.line === undefined) && <p class="own-rule-said">{own.wrong.value}</p>}
      <Aloud text={own.wrong.value || own.said.value} />
      {keeping && <p class="own-rule-kept">{keeping}</p>}
      {own.printed.value !== '' && (
        <details class="own-rule-printed">
          <summary>What it printed</summary>
          <pre>{own.printed.value}</pre>
        </details>
      )}
    </section>
  );
}

const after = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

/** Resolves once what has been changed is on the screen; a page that nobody sees draws nothing, and is not waited for. */
const drawn = (): Promise<unknown> =>
  document.hidden ? Promise.resolve() : new Promise((done) => requestAnimationFrame(() => setTimeout(done)));

/** Sliders of the numbers named at the top, as the figure's own controls are; and the seeds, where there are any. */
function Numbers({ own }: { own: OwnRule }) {
  const { schema, values } = own.numbers.value;
  const spec = { ...own.live.spec, name: `${own.live.spec.name}-own`, schema, defaults: values };
  return (
    <div class="own-rule-numbers">
      {Object.entries(schema).map(([name, parameter]) => {
        const value = values[name];
        if (value === undefined) return null;
        const Control = controlOf(parameter);
        const set = (of: string, to: number | string | boolean): void => own.setNumber(of, to);
        return <Control key={name} live={undefined} limits={[]} {...{ spec, name, parameter, value, set }} />;
      })}
      {own.hasSeeds.value && (
        <div class="control control-flag">
          <label>
            <input
              type="checkbox"
              checked={own.many.value}
              onChange={(event) => own.ensemble(event.currentTarget.checked)}
            />
            <span>{SEEDS} seeds</span>
          </label>
        </div>
      )}
    </div>
  );
}
