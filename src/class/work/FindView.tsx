import { useEffect, useState } from 'preact/hooks';
import { codeIn, withoutCode } from '../../figure/code-in.ts';
import { show } from '../../figure/parameters/index.ts';
import { parse } from '../../figure/permalink.ts';
import type { Figure } from '../../widgets/page/figure.ts';
import { sayReached } from '../../widgets/page/way-back.ts';
import { MathText } from '../../widgets/panels/MathText.tsx';
import { plainText } from '../../widgets/panels/math-text.ts';
import { whenSettled } from './seen.ts';
import { type FindTask, foundIn, isBetter, isMet, nearlyMet, partsOf } from './task.ts';
import type { TaskProps } from './task-props.ts';

/** A setting to be found: the figure is watched until the reader has it, and further where the best of several is asked for. */
export function FindView({ task, live, work, keep, kept }: TaskProps<FindTask>) {
  const met = work?.met === true;
  /** The number that is not yet as good as it can be, where that is all that is missing. */
  const [nearly, setNearly] = useState<string>();
  useEffect(() => {
    if (!live || (met && !task.best)) return undefined;
    return whenSettled(live, (settled) => {
      setNearly(nearlyMet(task, settled));
      if (isMet(task, settled.query, settled) && (!met || isBetter(task, work, settled))) {
        sayReached(task.figure);
        keep({
          kind: 'figure',
          value: settled.query,
          met: true,
          says: plainText(settingIn(live, settled.query)),
          found: foundIn(task, settled),
        });
      }
    });
  }, [live, met, work?.value]);
  const isOther = live !== undefined && codeIn(live.spec.schema, live.values.value) !== '';
  return (
    <p class="task-says" role="status">
      {isOther && !met && (
        <>
          This task is about the figure’s own rule, and another stands in it.{' '}
          <button type="button" onClick={() => live.set(withoutCode(live.spec.schema, live.values.value))}>
            Set the figure to its own rule
          </button>
        </>
      )}
      {!met && nearly !== undefined && `The figure says ${nearly}, and it can be ${task.best?.most ? 'more' : 'less'}.`}
      {met && live && (
        <>
          Reached with <MathText text={settingIn(live, work.value)} />.{' '}
          {task.best && 'If you find a better setting, that one counts. '}
          <button type="button" onClick={() => bring(live, work.value)}>
            Set the figure to it
          </button>{' '}
          {kept}
        </>
      )}
    </p>
  );
}

/** A setting in words: what is not as the page has it. */
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
  document.getElementById(live.spec.name)?.scrollIntoView({ block: 'start' });
}
