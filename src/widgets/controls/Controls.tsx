import { useRef } from 'preact/hooks';
import { isNumeric, type Value, type Values } from '../../engine/schema.ts';
import type { Presentation } from '../../figure/experiment.ts';
import type { Figure } from '../page/figure.ts';
import type { Spec } from '../page/spec.ts';
import { MathText } from '../panels/MathText.tsx';
import { plainText } from '../panels/math-text.ts';
import { Options } from './ChoiceControl.tsx';
import { groupLabel, inGroups } from './groups.ts';
import { controlOf } from './index.ts';
import { NumberField } from './NumberField.tsx';

interface Props {
  spec: Spec;
  live: Figure | undefined;
  values: Values;
  limits: NonNullable<Presentation['limits']>;
}

/** The controls of a figure, generated from its schema: the main ones and those set by a link, the rest in a fold. */
export function Controls({ spec, live, values, limits }: Props) {
  const grouped = inGroups(spec, live?.brought.value ?? [], values);
  const kept = useRef(grouped);
  // A field being edited keeps its place whatever arrives: moving it would create a new element.
  if (!live?.typing.value) kept.current = grouped;
  const { seen, folded } = kept.current;
  const set = (name: string, value: Value) => live?.set({ [name]: value });
  const control = (group: readonly string[]) => {
    if (group.length > 1) return <Pair key={group.join(' ')} {...{ spec, live, values, group, set }} />;
    const [name = ''] = group;
    const parameter = spec.schema[name];
    const value = values[name];
    if (parameter === undefined || value === undefined) return null;
    const Control = controlOf(parameter);
    return <Control key={name} {...{ spec, live, name, parameter, value, set }} limits={limits[name] ?? []} />;
  };

  return (
    <fieldset class="controls" disabled={!live}>
      <legend class="aloud">Controls of {spec.title}</legend>
      <div class="control-grid">{seen.map(control)}</div>
      {folded.length > 0 && (
        <details class="more more-controls">
          <summary>More controls ({folded.length})</summary>
          <div class="control-grid">{folded.map(control)}</div>
        </details>
      )}
    </fieldset>
  );
}

interface PairProps extends Omit<Props, 'limits'> {
  group: readonly string[];
  set(name: string, value: Value): void;
}

/** Parameters with a shared control: those dragged together by a handle, or a choice and its number. */
function Pair({ spec, live, values, group, set }: PairProps) {
  const isPlace = group.every((name) => isNumeric(spec.schema[name]));
  const label = isPlace ? groupLabel(spec, group) : (spec.schema[group[0] ?? '']?.label ?? '');
  return (
    <div class="control control-pair" role="group" aria-label={plainText(label)}>
      <span class="control-label">
        <MathText text={label} />
      </span>
      <span class="control-fields">
        {group.map((name) => {
          const parameter = spec.schema[name];
          if (spec.hide.includes(name)) return null;
          if (parameter?.kind === 'choice')
            return <Options key={name} {...{ spec, name, parameter, set }} value={String(values[name])} isAlone />;
          if (!isNumeric(parameter)) return null;
          const field = (
            <NumberField key={name} {...{ spec, live, name, parameter, set }} value={Number(values[name])} />
          );
          // Beside a choice the number is a multiplier.
          return isPlace
            ? field
            : [
                <span key="times" aria-hidden="true">
                  ×
                </span>,
                field,
              ];
        })}
      </span>
      {isPlace && <span class="control-hint">You can also click on the map, drag the ring or use the arrow keys.</span>}
    </div>
  );
}
