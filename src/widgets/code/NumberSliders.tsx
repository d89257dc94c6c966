import { isNumeric, type Value } from '../../engine/schema.ts';
import type { TopNumbers } from '../../python/numbers.ts';
import type { ControlSpec } from '../controls/control.ts';
import { FlagControl } from '../controls/FlagControl.tsx';
import { NumberControl } from '../controls/NumberControl.tsx';

interface Props {
  numbers: TopNumbers;
  /** The figure's spec under a separate name. */
  spec: Omit<ControlSpec, 'schema' | 'defaults'>;
  set(name: string, to: Value): void;
}

/** Controls for the numbers named at the top of the code, like those of a figure. */
export function NumberSliders({ numbers: { schema, values }, spec, set }: Props) {
  return (
    <>
      {Object.entries(schema).map(([name, parameter]) => {
        const shared = { spec: { ...spec, schema, defaults: values }, live: undefined, limits: [], name, set };
        const value = values[name];
        if (isNumeric(parameter))
          return <NumberControl key={name} {...shared} parameter={parameter} value={Number(value)} />;
        if (parameter.kind !== 'flag') return null;
        return <FlagControl key={name} {...shared} parameter={parameter} value={value === true} />;
      })}
    </>
  );
}
