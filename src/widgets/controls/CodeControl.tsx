import type { CodeParameter } from '../../engine/schema.ts';
import { messageWithLine } from '../../python/error-message.ts';
import { lazy } from '../page/lazy.tsx';
import { MathText } from '../panels/MathText.tsx';
import type { ControlProps } from './control.ts';

const InPlace = lazy(async () => (await import('../code/CodeInPlace.tsx')).CodeInPlace);

/**
 * The code of a figure: its own, the reader's or a link's. It is edited below the picture; code from a link is shown
 * here for approval first.
 */
export function CodeControl({ spec, live, name, parameter, value, set }: ControlProps<CodeParameter>) {
  const waits = live?.waiting.value === true;
  const wrong = live?.wrong.value;
  const isAsked = parameter.first !== undefined;
  const none = isAsked ? 'not written yet' : 'that of the figure';
  const whose = value === '' ? none : waits ? 'came with the link, and has not run' : 'your own';
  const write = parameter.defines === 'loss' ? 'Write your loss' : 'Write your rule';
  if (parameter.inPlace)
    return (
      <div class="control control-code control-in-place">
        <span class="control-label">
          <MathText text={parameter.label} />
        </span>
        {waits && value !== '' && (
          <>
            <span class="control-count">came with the link, and has not run</span>
            <button type="button" onClick={() => live.trust()}>
              Run it
            </button>
          </>
        )}
        {value !== '' && !isAsked && (
          <button type="button" onClick={() => set(name, '')}>
            The figure’s
          </button>
        )}
        {live && <InPlace live={live} name={name} parameter={parameter} />}
      </div>
    );
  const edit = ({ currentTarget }: MouseEvent): void => {
    const figure = currentTarget instanceof Element ? currentTarget.closest('figure') : null;
    if (live && figure) void import('../code/RuleEditor.tsx').then(({ openRule }) => openRule(live, figure));
  };
  return (
    <div class="control control-code" role="group" aria-label={parameter.label} title={parameter.help}>
      <span class="control-label">
        <MathText text={parameter.label} />
      </span>
      <span class="control-count">{whose}</span>
      {waits && (
        <button type="button" onClick={() => live.trust()}>
          Run it
        </button>
      )}
      <button type="button" name={`${spec.name}-${name}`} onClick={edit}>
        {value !== '' ? 'Edit' : isAsked ? write : 'Change this rule'}
      </button>
      {value !== '' && (
        <button type="button" onClick={() => set(name, '')}>
          {isAsked ? 'Take it out' : 'The figure’s'}
        </button>
      )}
      {waits && <pre>{value}</pre>}
      {wrong && !waits && <span class="control-hint">{messageWithLine(wrong)}</span>}
    </div>
  );
}
