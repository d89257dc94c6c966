import { useEffect, useRef, useState } from 'preact/hooks';
import type { Values } from '../../engine/schema.ts';
import { codeIn, withoutCode } from '../../figure/code-in.ts';
import { show } from '../../figure/parameters/index.ts';
import { parse } from '../../figure/permalink.ts';
import type { Figure } from '../../widgets/page/figure.ts';
import { isSameValues } from '../../widgets/page/same-values.ts';
import { placeOf, sayAtFigure } from '../../widgets/page/way-back.ts';
import { MathText } from '../../widgets/panels/MathText.tsx';
import { plainText } from '../../widgets/panels/math-text.ts';
import { whenSettled } from './seen.ts';
import { type FindTask, foundIn, isBetter, isMet, missedIn, nearlyMet, partsOf } from './task.ts';
import type { TaskProps } from './task-props.ts';

/**
 * A setting to be found: the figure is watched until the reader reaches it, and after that if the best of several is
 * wanted.
 */
export function FindView({ task, live, work, keep, kept }: TaskProps<FindTask>) {
  const met = work?.met === true;
  const line = useRef<HTMLParagraphElement>(null);
  /** The number that can still be improved, if nothing else is missing. */
  const [nearly, setNearly] = useState<string>();
  useEffect(() => {
    if (!live) return undefined;
    return whenSettled(live, (settled) => {
      const near = nearlyMet(task, settled);
      setNearly(near);
      const isThere = isMet(task, settled.query, settled);
      const missed = missedIn(task.goal, settled);
      const wrong = near === undefined ? `Not yet${missed ? `: ${missed}` : ''}.` : nearlySays(task, near);
      const says = isThere ? 'Right: reached.' : wrong;
      sayAtFigure(task.figure, line.current?.closest('.ex'), says);
      const shown = isInSolution(live, settled.values, line.current?.closest('.ex'));
      // The reader's own setting is never replaced by the solution's.
      if (isThere && (!met || (!shown && (work.shown || isBetter(task, work, settled)))))
        keep({
          kind: 'figure',
          value: settled.query,
          met: true,
          ...(shown && { shown }),
          says: plainText(settingIn(live, settled.query)),
          found: foundIn(task, settled),
        });
    });
  }, [live, met, work?.value]);
  const isOther = live !== undefined && codeIn(live.spec.schema, live.values.value) !== '';
  return (
    <p class="task-says" role="status" ref={line}>
      {isOther && !met && (
        <>
          This task needs the figure’s own rule, but the figure runs a different one.{' '}
          <button type="button" onClick={() => live.set(withoutCode(live.spec.schema, live.values.value))}>
            Restore the figure’s own rule
          </button>
        </>
      )}
      {!met && nearly !== undefined && nearlySays(task, nearly)}
      {met && live && (
        <>
          {work.shown ? 'Reached with the setting of the solution,' : 'Reached with'}{' '}
          <MathText text={settingIn(live, work.value)} />. {task.best && 'A better setting replaces it. '}
          <button type="button" onClick={() => bring(live, work.value)}>
            Show this setting
          </button>{' '}
          {kept}
        </>
      )}
    </p>
  );
}

/** Whether a link in an exercise's open solution leads to a setting of its figure. */
function isInSolution({ spec }: Figure, values: Values, exercise: Element | null | undefined): boolean {
  const links = exercise?.querySelectorAll<HTMLAnchorElement>('.answer[open] a[data-try]') ?? [];
  return [...links].some(({ href, dataset }) => {
    if (dataset['try'] !== spec.name) return false;
    const pairs = [...new URL(href).searchParams].map(([key, text]) => [key.slice(spec.name.length + 1), text]);
    return isSameValues(parse(spec.schema, new URLSearchParams(pairs), spec.defaults).values, values);
  });
}

const nearlySays = ({ best }: FindTask, is: string): string =>
  `The figure shows ${is}; it can be ${best?.most ? 'larger' : 'smaller'}.`;

/** A setting in words: the values that differ from the page's. */
function settingIn({ spec }: Figure, value: string): string {
  const { query, step } = partsOf(value);
  const { values } = parse(spec.schema, query, spec.defaults);
  const texts = Object.entries(spec.schema).flatMap(([name, parameter]) => {
    const is = values[name];
    return is === undefined || is === spec.defaults[name] ? [] : [`${parameter.label} ${show(parameter, is)}`];
  });
  return [...texts, ...(step === undefined ? [] : [`step ${step}`])].join(', ');
}

function bring(live: Figure, value: string): void {
  const { query, step } = partsOf(value);
  live.bring(parse(live.spec.schema, query, live.spec.defaults).values);
  if (step !== undefined) live.standAt(step);
  const figure = document.getElementById(live.spec.name);
  if (figure) placeOf(figure).scrollIntoView({ block: 'start' });
}
