import type { FlagParameter } from '../../engine/schema.ts';
import { MathText } from '../panels/MathText.tsx';
import type { ControlProps } from './control.ts';

/** A checkbox. */
export function FlagControl({ spec, name, parameter, value, set }: ControlProps<FlagParameter>) {
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
