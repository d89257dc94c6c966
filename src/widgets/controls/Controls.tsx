import { isNumeric, type Value, type Values } from '../../engine/schema.ts';
import type { Presentation } from '../../figure/experiment.ts';
import type { Instance } from '../page/instance.ts';
import type { Spec } from '../page/spec.ts';
import { MathText } from '../panels/MathText.tsx';
import { plainText } from '../panels/math-text.ts';
import { controlOf } from './index.ts';
import { NumberField } from './NumberField.tsx';

interface Props {
  spec: Spec;
  live: Instance | undefined;
  values: Values;
  limits: NonNullable<Presentation['limits']>;
}

/** The controls of a figure, all made from its schema. */
export function Controls({ spec, live, values, limits }: Props) {
  const { schema, hide } = spec;
  const grouped = new Set(spec.together.flat());
  const set = (name: string, value: Value) => live?.set({ [name]: value });
  const names = Object.keys(schema).filter((name) => !hide.includes(name));
  const singles = names.filter((name) => !grouped.has(name));
  const groups = spec.together.filter((group) => group.some((name) => names.includes(name)));
  const shared = { spec, live };

  return (
    <fieldset class="controls" disabled={!live}>
      <legend class="aloud">Controls of {spec.title}</legend>
      {singles.map((name) => {
        const parameter = schema[name];
        const value = values[name];
        if (parameter === undefined || value === undefined) return null;
        const Control = controlOf(parameter);
        return (
          <Control
            key={name}
            {...shared}
            name={name}
            parameter={parameter}
            value={value}
            set={set}
            limits={limits[name] ?? []}
          />
        );
      })}
      {groups.map((group) => (
        <div
          class="control control-pair"
          key={group.join(' ')}
          role="group"
          aria-label={plainText(groupLabel(spec, group))}
        >
          <span class="control-label">
            <MathText text={groupLabel(spec, group)} />
          </span>
          <span class="control-fields">
            {group.map((name) => {
              const parameter = schema[name];
              if (!isNumeric(parameter)) return null;
              return (
                <NumberField
                  key={name}
                  {...shared}
                  name={name}
                  parameter={parameter}
                  value={Number(values[name])}
                  set={set}
                />
              );
            })}
          </span>
          <span class="control-hint">Or click on the sheet. Drag or arrow keys too.</span>
        </div>
      ))}
    </fieldset>
  );
}

/** `Start ϕ_0` and `Start ϕ_1` share the words they begin with: `Start (ϕ_0, ϕ_1)`. */
function groupLabel(spec: Spec, group: readonly string[]): string {
  const words = group.map((name) => (spec.schema[name]?.label ?? name).split(' '));
  const symbols = words.map((label) => label.at(-1) ?? '');
  return `${(words[0] ?? []).slice(0, -1).join(' ')} (${symbols.join(', ')})`;
}
