import type { ChoiceParameter, FlagParameter, Value } from '../../engine/schema.ts';
import type { Spec } from '../page/spec.ts';
import { MathText } from '../panels/MathText.tsx';

interface Common {
  spec: Spec;
  name: string;
  set: (name: string, value: Value) => void;
}

/** A choice of one among a few options, all of them visible. */
export function ChoiceControl({
  spec,
  name,
  parameter,
  value,
  set,
}: Common & { parameter: ChoiceParameter; value: string }) {
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

export function FlagControl({
  spec,
  name,
  parameter,
  value,
  set,
}: Common & { parameter: FlagParameter; value: boolean }) {
  return (
    <div class="control control-flag">
      <label title={parameter.help}>
        <input
          type="checkbox"
          name={`${spec.name}-${name}`}
          checked={value}
          onChange={(event) => set(name, event.currentTarget.checked)}
        />
        <span>
          <MathText text={parameter.label} />
        </span>
      </label>
    </div>
  );
}
