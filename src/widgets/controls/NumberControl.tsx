import type { IntegerParameter, NumberParameter } from '../../engine/schema.ts';
import { MathText } from '../panels/MathText.tsx';
import type { ControlProps } from './control.ts';
import { NumberField } from './NumberField.tsx';
import { Slider } from './Slider.tsx';

/** A text field and a slider. */
export function NumberControl(props: ControlProps<NumberParameter | IntegerParameter>) {
  const { spec, name, parameter } = props;
  return (
    <div class="control">
      <label for={`${spec.name}-${name}`} title={parameter.help}>
        <MathText text={parameter.label} />
      </label>
      <NumberField {...props} />
      <Slider {...props} />
    </div>
  );
}
