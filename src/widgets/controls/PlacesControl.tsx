import { PLACE_LENGTH } from '../../engine/places.ts';
import type { PlacesParameter } from '../../engine/schema.ts';
import { MathText } from '../panels/MathText.tsx';
import { plainText } from '../panels/math-text.ts';
import type { ControlProps } from './control.ts';
import { useDraft } from './draft.ts';

/** Points that are chosen on the map: their number, and their text in a fold, which can be copied and pasted. */
export function PlacesControl(props: ControlProps<PlacesParameter>) {
  const { spec, name, parameter, value } = props;
  const count = Math.floor(value.length / PLACE_LENGTH);
  const draft = useDraft(props);
  const describedBy = `${spec.name}-${name}-problem`;
  // Incomplete text is not an error until the field is left.
  const problem = draft.text === undefined ? draft.problem : undefined;
  return (
    <div class="control control-places">
      <span class="control-label" title={parameter.help}>
        <MathText text={parameter.label} />
      </span>
      {spec.scene && (
        <span class="places-left" aria-hidden="true">
          {Array.from({ length: parameter.most }, (_, k) => (
            <i key={k} class={k < parameter.most - count ? 'left' : ''} />
          ))}
        </span>
      )}
      <span class="control-count">
        {count} of {parameter.most}
      </span>
      <details>
        <summary>as text</summary>
        <input
          type="text"
          name={`${spec.name}-${name}`}
          value={draft.text ?? value}
          spellcheck={false}
          autocomplete="off"
          aria-label={plainText(parameter.label)}
          aria-describedby={problem ? describedBy : undefined}
          onInput={(event) => draft.take(event.currentTarget.value)}
          onBlur={draft.leave}
          onKeyDown={draft.key}
        />
      </details>
      {problem && (
        <span class="field-problem" id={describedBy} role="alert">
          {problem}
        </span>
      )}
    </div>
  );
}
