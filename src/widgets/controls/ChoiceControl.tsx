import type { ChoiceParameter } from '../../engine/schema.ts';
import { MathText } from '../panels/MathText.tsx';
import type { ControlProps } from './control.ts';

/** One of a few, all in sight. */
export function ChoiceControl({ spec, name, parameter, value, set }: ControlProps<ChoiceParameter>) {
  return (
    <fieldset class="control control-choice">
      <legend title={parameter.help}>
        <MathText text={parameter.label} />
      </legend>
      <div class="choices">
        {Object.entries(parameter.options).map(([option, label]) => (
          <label key={option}>
            <input
              type="radio"
              name={`${spec.name}-${name}`}
              value={option}
              checked={option === value}
              onChange={() => set(name, option)}
            />
            <span>
              <MathText text={label} />
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
