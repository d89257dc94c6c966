import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { PythonError } from '../../python/errors.ts';
import { withoutRemarks } from '../../python/remarks.ts';
import { CodeField } from '../../widgets/code/CodeField.tsx';
import { Listing } from '../../widgets/code/Listing.tsx';
import { Draft } from '../work/draft.ts';
import { NotStored } from '../work/NotStored.tsx';
import { OfHomework } from '../work/OfHomework.tsx';
import { type WorkKeeping, workOn } from '../work/stored-work.ts';
import { useTakeBack } from '../work/take-back.tsx';
import type { Bench, Look } from './look.ts';
import { Result } from './Result.tsx';
import { onWork, type Standing, standingOf, storeWritten } from './stored.ts';
import { Mark } from './TaskList.tsx';
import type { TaskOnPage, TaskText } from './task.ts';
import { Words } from './Words.tsx';

/** Loads the check worker, the page's Python and the components of a result. */
const loadBench = (): Promise<Bench> => import('./bench.ts');

/** Loads and starts Python while the reader reads. */
const prepare = (): void => {
  void loadBench();
  void import('../../python/python.ts').then(({ openPython }) => openPython()).catch(() => {});
};

const NTH = ['First hint', 'Second hint', 'Third hint'];

/** A notebook task: its story, the code to complete, the check and its verdict, hints and downloads. */
export function NotebookTask({ task, next }: { task: TaskOnPage; next: Pick<TaskText, 'id' | 'title'> | undefined }) {
  const [code, setCode] = useState(task.stub);
  const [standing, setStanding] = useState<Standing>('open');
  const [hints, setHints] = useState<number>();
  const [tried, setTried] = useState(false);
  const [solution, setSolution] = useState<string>();
  const [busy, setBusy] = useState(false);
  const [look, setLook] = useState<Look>();
  /** The error marked in the code. */
  const [error, mark] = useState<PythonError>();
  const [failed, setFailed] = useState('');
  const [keeping, setKeeping] = useState<WorkKeeping>('kept');
  const draft = useMemo(() => new Draft(task.id, task.stub), [task]);
  /** The last code that passed the check. */
  const right = useRef<string>(undefined);
  const taken = useTakeBack();

  useEffect(() => {
    setHints(1);
    const read = (): void => {
      setStanding(standingOf(task.id));
      const work = workOn(task.id);
      if (work?.met) right.current = work.value;
      // Takes over code written in another tab.
      if (!draft.follow()) return;
      setCode(draft.text);
      mark(undefined);
      setTried((old) => old || draft.text !== task.stub);
    };
    read();
    // A page in the back/forward cache gets no events until it is shown again.
    addEventListener('pageshow', read);
    const end = onWork(read);
    return () => {
      removeEventListener('pageshow', read);
      end();
    };
  }, [task.id]);

  const keep = (next: string, met: boolean): void => {
    const replaced = draft.write(next);
    setKeeping(storeWritten(task, next, met));
    if (replaced !== undefined)
      taken.offer('Another tab had a different version; this one replaced it.', () => write(replaced), true);
  };
  const write = (next: string): void => {
    setCode(next);
    // A changed comment does not make a different program.
    keep(next, right.current !== undefined && withoutRemarks(next) === withoutRemarks(right.current));
    mark(undefined);
  };
  const check = async (): Promise<void> => {
    if (busy) return;
    setBusy(true);
    setFailed('');
    const asked = draft.text;
    try {
      const bench = await loadBench();
      const checked = await bench.checkTask(task.id, asked);
      if (checked.kind === 'passed') return;
      setLook({ code: asked, bench, checked });
      mark(checked.error);
      if (asked !== task.stub) setTried(true);
      // Code changed during the check is not the code that was checked.
      if (checked.kind === 'met' && asked === draft.text) keep(asked, true);
    } catch {
      setFailed('The check could not be loaded. Check your connection and try again; your code is unchanged.');
    } finally {
      setBusy(false);
    }
  };
  const again = (): void => {
    const { text: before } = draft;
    write(task.stub);
    setLook(undefined);
    taken.offer('The code is back to its original state.', () => write(before));
  };
  const take = async (kind: 'ipynb' | 'py'): Promise<void> => {
    const [bench, { save }] = await Promise.all([loadBench(), import('../../widgets/page/save.ts')]);
    const taken = await bench.takeTask(task.id, draft.text);
    const type = kind === 'ipynb' ? 'application/x-ipynb+json' : 'text/x-python';
    save(new Blob([taken[kind]], { type }), `${task.id.replaceAll('.', '-')}.${kind}`);
  };
  const show = async (): Promise<void> => setSolution((await (await loadBench()).takeTask(task.id, '')).solution);
  const verdict = failed || look?.checked.verdict || '';
  const kind = failed ? 'error' : look?.checked.kind;
  // A message about an error quotes the reader's own code, in which _ and * are not markup.
  const said = kind === 'error' ? verdict : <Words text={verdict} />;
  const alive = hints !== undefined;

  return (
    <section class="notebook-task" id={task.id} aria-labelledby={`${task.id}-title`}>
      <h3 id={`${task.id}-title`}>
        {task.title} <Mark standing={standing} />
      </h3>
      <OfHomework task={task.id} base={import.meta.env.BASE_URL} title={task.title} />
      <p>
        <Words text={task.lead} />
      </p>
      <p class="task-uses">
        <Words text={task.uses} />
      </p>
      {/* Before the editor takes the key to insert a line. */}
      <div
        class="task-code"
        onKeyDownCapture={(event) => {
          if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
          event.preventDefault();
          event.stopPropagation();
          void check();
        }}
      >
        <CodeField
          text={code}
          label={`Your code for ${task.title}`}
          button={`${task.title}: write it`}
          keys="Control and Enter checks it."
          error={error}
          disabled={!alive}
          read={() => draft.text}
          onChange={write}
          onOpen={prepare}
        >
          {(opening) => (
            <span class="code-word" aria-hidden="true">
              {opening ? 'Opening …' : 'Write it'}
            </span>
          )}
        </CodeField>
      </div>
      {code === task.stub && (
        <div class="ex-lines" aria-hidden="true">
          {Array.from({ length: task.room }, (_, k) => (
            <i key={k} />
          ))}
        </div>
      )}
      {alive && (
        <div class="task-bar">
          <button type="button" class="task-check" aria-disabled={busy} onClick={() => void check()}>
            {busy ? 'Checking …' : 'Check'}
          </button>
          <span class="task-key">or Ctrl+Enter in the code</span>
          {code !== task.stub && (
            <button type="button" onClick={again}>
              Start over{' '}
            </button>
          )}
          <span class="task-take">
            Download:{' '}
            <button type="button" onClick={() => void take('ipynb')}>
              notebook
            </button>
            <button type="button" onClick={() => void take('py')}>
              script
            </button>
          </span>
        </div>
      )}
      {taken.element}
      {/* An error of a line is shown under it. */}
      {look?.checked.error?.line === undefined && (
        <p class="task-verdict" data-kind={kind}>
          {said}
        </p>
      )}
      {/* Empty during a check, so that a repeated mistake is read aloud again. */}
      <p class="aloud" role="status">
        {!busy && said}
      </p>
      {look && look.code !== code && <p class="task-uses">This result is for your code before its last change.</p>}
      {standing === 'begun' && right.current !== undefined && (
        <p class="task-uses">
          Your code was right before its last change: check it again, or{' '}
          <button type="button" class="plain" onClick={() => write(right.current ?? code)}>
            restore the right version
          </button>
          .
        </p>
      )}
      {next && standing === 'right' && (
        <p class="task-next">
          <a href={`#${next.id}`}>Next: {next.title}</a>
        </p>
      )}
      {keeping !== 'kept' && (
        <p>
          <NotStored keeping={keeping} />
        </p>
      )}
      {look && <Result id={task.id} look={look} />}
      <div class="task-hints">
        {task.hints.map((hint, k) => (
          <details
            key={hint}
            hidden={hints !== undefined && k >= hints}
            onToggle={() => setHints((old) => Math.max(old ?? 1, k + 2))}
          >
            <summary>{NTH[k]}</summary>
            <p>
              <Words text={hint} />
            </p>
          </details>
        ))}
        {alive &&
          (tried ? (
            <details onToggle={() => void show()}>
              <summary>Solution</summary>
              {solution !== undefined && <Listing text={solution} />}
            </details>
          ) : (
            <p>After your first try, the solution is shown here.</p>
          ))}
      </div>
    </section>
  );
}
