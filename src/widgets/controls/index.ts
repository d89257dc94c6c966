/** The control of each kind of parameter. */
import type { ComponentType } from 'preact';
import type { Parameter } from '../../engine/schema.ts';
import { ChoiceControl } from './ChoiceControl.tsx';
import { CodeControl } from './CodeControl.tsx';
import type { ControlProps } from './control.ts';
import { FlagControl } from './FlagControl.tsx';
import { NumberControl } from './NumberControl.tsx';
import { PlacesControl } from './PlacesControl.tsx';
import { PointsControl } from './PointsControl.tsx';

const controls: {
  readonly [Kind in Parameter['kind']]: (props: ControlProps<Extract<Parameter, { kind: Kind }>>) => unknown;
} = {
  number: NumberControl,
  integer: NumberControl,
  choice: ChoiceControl,
  flag: FlagControl,
  places: PlacesControl,
  points: PointsControl,
  code: CodeControl,
};

// Safe: a control only gets parameters and values of the kind by which it is looked up.
export const controlOf = ({ kind }: Parameter) => controls[kind] as ComponentType<ControlProps<Parameter>>;
