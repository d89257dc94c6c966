import type { Parameter, Value, ValueOf } from '../../engine/schema.ts';
import type { Presentation } from '../../figure/experiment.ts';
import type { Figure } from '../page/figure.ts';
import type { Spec } from '../page/spec.ts';

/** The part of a figure's spec that controls use. */
export type ControlSpec = Pick<Spec, 'name' | 'schema' | 'defaults' | 'scene'>;

/** Props of a control: its parameter and current value; `set` changes it. */
export interface ControlProps<P extends Parameter> {
  spec: ControlSpec;
  /** Undefined until the figure is hydrated. */
  live: Figure | undefined;
  name: string;
  parameter: P;
  value: ValueOf<P>;
  set: (name: string, value: Value) => void;
  /** Marks on its slider, if it has one. */
  limits: NonNullable<Presentation['limits']>[string];
}
