import { useEffect, useRef } from 'preact/hooks';
import type { ChoiceParameter } from '../../engine/schema.ts';
import { MathText } from '../panels/MathText.tsx';
import { plainText } from '../panels/math-text.ts';
import type { ControlProps } from './control.ts';

/** More options than this become a drop-down list. */
const IN_SIGHT = 8;
/** Px at the ends of a row that scrolls in which options fade out: scene.css. */
const FADE = 24;

/** A choice: radio buttons for a few options, a drop-down list for many. */
export function ChoiceControl({ spec, name, parameter, value, set }: ControlProps<ChoiceParameter>) {
  const options = Object.entries(parameter.options);
  const row = useRef<HTMLDivElement>(null);
  // Where the row scrolls, the whole chosen option is in view; the page itself must not move.
  useEffect(() => {
    const box = row.current;
    const label = box?.querySelector(':checked')?.parentElement;
    if (!box || !label) return;
    const [seen, at] = [box.getBoundingClientRect(), label.getBoundingClientRect()];
    box.scrollLeft += Math.max(0, at.right + FADE - seen.right) || Math.min(0, at.left - FADE - seen.left);
  }, [value]);
  const field = `${spec.name}-${name}`;
  if (options.length > IN_SIGHT)
    return (
      <div class="control control-choice">
        <label title={parameter.help} for={field}>
          <MathText text={parameter.label} />
          <Options {...{ spec, name, parameter, value, set }} />
        </label>
      </div>
    );
  return (
    <fieldset class="control control-choice" data-parameter={name}>
      <legend title={parameter.help}>
        <MathText text={parameter.label} />
      </legend>
      <div class="choices" ref={row}>
        {options.map(([option, label]) => (
          <label key={option}>
            <input
              type="radio"
              name={field}
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

/** The options as a drop-down list; without its own label it uses the parameter's. */
export function Options({
  spec,
  name,
  parameter,
  value,
  set,
  isAlone = false,
}: Pick<ControlProps<ChoiceParameter>, 'name' | 'parameter' | 'value' | 'set'> & {
  spec: { name: string };
  isAlone?: boolean;
}) {
  const { options, groups = {} } = parameter;
  const grouped = Object.values(groups).flat();
  const alone = Object.keys(options).filter((option) => !grouped.includes(option));
  const item = (option: string) => (
    <option key={option} value={option} selected={option === value}>
      {plainText(options[option] ?? option)}
    </option>
  );
  return (
    <select
      id={`${spec.name}-${name}`}
      name={`${spec.name}-${name}`}
      aria-label={isAlone ? plainText(parameter.label) : undefined}
      value={value}
      onChange={({ currentTarget }) => set(name, currentTarget.value)}
    >
      {alone.map(item)}
      {Object.entries(groups).map(([label, options]) => (
        <optgroup key={label} label={label}>
          {options.map(item)}
        </optgroup>
      ))}
    </select>
  );
}
