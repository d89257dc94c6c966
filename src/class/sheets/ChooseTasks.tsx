/** The teacher's form: tick the site's tasks, get the link for the students. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { siteAddress } from '../work/save-sheet.ts';
import { type Catalogue, type ListedTask, titleIn } from './catalogue.ts';
import { type Exercise, exerciseOf } from './exercise.ts';
import { draftOf, type Homework, hashOf, sayDate } from './homework.ts';
import { Question } from './Question.tsx';
import type { qrOf } from './qr.ts';
import { kindSays, minutesFor, readySets } from './ready-sets.ts';
import { byLabel } from './table.ts';
import { counted, linkTo, namesOf } from './texts.ts';
import { CHOOSING } from './use-homework.ts';

interface ChoiceProps {
  base: string;
  tasks: Catalogue;
  first: Homework;
}

export function Choice({ base, tasks, first }: ChoiceProps) {
  const [ticked, setTicked] = useState<ReadonlySet<string>>(() => new Set(first.tasks));
  const [due, setDue] = useState(first.due);
  const [note, setNote] = useState(first.note);
  const [says, setSays] = useState('');
  /** Makes the QR code of a text; loaded on first use. */
  const [codeOf, setCodeOf] = useState<typeof qrOf>();
  const end = useRef<HTMLHeadingElement>(null);
  const code = useRef<HTMLDivElement>(null);
  useEffect(() => code.current?.scrollIntoView({ block: 'nearest' }), [codeOf]);
  const all = Object.values(tasks).sort(byLabel);
  const pages = [...new Set(all.map(({ page }) => page))];
  const listed = all.filter(({ task }) => ticked.has(task.id));
  const chosen = listed.map(({ task }) => task.id);
  const minutes = listed.reduce((sum, task) => sum + minutesFor(task), 0);
  const hash = hashOf({ tasks: chosen, due, note });
  const address = `${siteAddress()}homework/${hash}`;
  // The ticks survive a reload and the way back from the students' view.
  const draft = draftOf({ tasks: chosen, due, note });
  const keep = (): void => history.replaceState({ ...history.state, homework: 'draft' }, '', draft);
  useEffect(() => {
    const { hash } = location;
    if (chosen.length + due.length + note.length === 0 && hash === CHOOSING) return;
    // A link may have led elsewhere in the meantime, and the draft must not take that entry of the history.
    const timer = setTimeout(() => location.hash === hash && keep(), 200);
    return () => clearTimeout(timer);
  }, [draft]);
  const tickAll = (tasks: readonly ListedTask[]): void => {
    setSays('');
    setTicked((before) => new Set([...before, ...tasks.map(({ task }) => task.id)]));
  };
  const showCode = (): void => {
    import('./qr.ts').then(
      ({ qrOf }) => setCodeOf(() => qrOf),
      () => setSays('The QR code could not be loaded. Try again.'),
    );
  };
  const tick = (id: string, on: boolean): void => {
    setSays('');
    setTicked((before) => new Set(on ? [...before, id] : [...before].filter((one) => one !== id)));
  };
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(address);
      setSays('Link copied.');
    } catch {
      setSays('Copying is blocked; select the link and copy it yourself.');
    }
  };
  return (
    <section aria-label="Homework of your own">
      <p>For teachers: tick the tasks you want. The link for your students is at the bottom.</p>
      <p class="sheet-verbs">
        {readySets(all).map(({ name, tasks }) => (
          <button key={name} type="button" onClick={() => tickAll(tasks)}>
            {name}
          </button>
        ))}
        {chosen.length > 0 && (
          <button type="button" onClick={() => setTicked(new Set())}>
            Untick all
          </button>
        )}
      </p>
      {pages.map((page) => (
        <fieldset key={page} class="homework-page">
          <legend>{page}</legend>
          {all
            .filter((listed) => listed.page === page)
            .map((listed) => (
              <Tick
                key={listed.task.id}
                base={base}
                listed={listed}
                on={ticked.has(listed.task.id)}
                tick={(on) => tick(listed.task.id, on)}
              />
            ))}
        </fieldset>
      ))}
      <p class="homework-count" role="status">
        {counted(chosen.length, 'task')} chosen
        {chosen.length > 0 && `, about ${counted(minutes, 'minute')}`}.{' '}
        <button type="button" onClick={() => end.current?.scrollIntoView({ block: 'center' })}>
          To the link
        </button>
      </p>
      <p class="homework-fields">
        <label>
          Due date (optional){' '}
          <input type="date" value={due} onInput={({ currentTarget: { value } }) => setDue(value)} />
        </label>
        <label>
          Note to your students (optional){' '}
          <input
            type="text"
            maxLength={400}
            value={note}
            onInput={({ currentTarget: { value } }) => setNote(value.trim() === '' ? '' : value)}
          />
        </label>
      </p>
      <h2 ref={end}>The link</h2>
      {chosen.length === 0 ? (
        <p>Tick at least one task above; the link for your students appears here.</p>
      ) : (
        <>
          <p>
            {namesOf(listed)}
            {due && `, due ${sayDate(due)}`}.
          </p>
          <p class="homework-fields">
            <label>
              Link for your students{' '}
              <input type="text" readOnly value={address} onFocus={({ currentTarget }) => currentTarget.select()} />
            </label>
          </p>
          <p class="sheet-verbs">
            <button type="button" onClick={() => void copy()}>
              Copy the link
            </button>
            <button type="button" onClick={codeOf ? () => setCodeOf(undefined) : showCode}>
              {codeOf ? 'Hide the QR code' : 'Show a QR code of the link'}
            </button>
            <a href={`${base}homework/${hash}`} onClick={keep}>
              See it as your students will
            </a>
            <a href={`${base}check-sheets/${hash}`}>Check the sheets of this homework</a>
          </p>
          <div ref={code}>{codeOf && <Code code={codeOf(address)} />}</div>
        </>
      )}
      <p class="sheet-says" role="status">
        {says}
      </p>
    </section>
  );
}

interface TickProps {
  base: string;
  listed: ListedTask;
  on: boolean;
  tick(on: boolean): void;
}

function Tick({ base, listed, on, tick }: TickProps) {
  // Ticking a task does not open it, or the rows below would move away under the pointer.
  const [open, setOpen] = useState(false);
  const [exercise, setExercise] = useState<Exercise>();
  const { label, grade, task } = listed;
  useEffect(() => {
    if (open && !exercise) void exerciseOf(base, task.id).then(setExercise);
  }, [open]);
  const about = [
    kindSays(listed),
    grade !== undefined && ['easy', 'medium', 'hard'][grade - 1],
    `${minutesFor(listed)} min`,
  ];
  return (
    <>
      <p>
        <label>
          <input type="checkbox" checked={on} onChange={({ currentTarget: { checked } }) => tick(checked)} />
          <b>{label}</b> {titleIn(listed)}
          <small>{about.filter(Boolean).join(', ')}</small>
        </label>
        <button
          type="button"
          aria-expanded={open}
          aria-label={`${open ? 'Hide' : 'Show'} the question of ${label}`}
          onClick={() => setOpen(!open)}
        >
          {open ? 'Hide' : 'Question'}
        </button>
      </p>
      {open && (
        <div class="sheet-asked">
          <Question exercise={exercise} />
          <p>
            <a href={linkTo(base, listed)} target="_blank" rel="noopener">
              {label} on its page, in another tab
            </a>
          </p>
        </div>
      )}
    </>
  );
}

/** A QR code for a projector: black on white in every theme, or phones cannot read it. */
function Code({ code }: { code: ReturnType<typeof qrOf> }) {
  if (!code) return <p>The link is too long for a QR code: choose fewer tasks, or shorten the note.</p>;
  const { size, path } = code;
  return (
    <svg
      class="homework-qr"
      role="img"
      aria-label="QR code of the link"
      viewBox={`0 0 ${size} ${size}`}
      shape-rendering="crispEdges"
    >
      <path d={path} />
    </svg>
  );
}
