import { useState } from 'preact/hooks';
import { PLACE_LENGTH } from '../../engine/places.ts';
import type { PlacesParameter } from '../../engine/schema.ts';
import { readValue, show } from '../../figure/parameters/index.ts';
import { MathText } from '../panels/MathText.tsx';
import type { ControlProps } from './control.ts';

/** Places that are chosen on the sheet: how many there are, and their text, which can be copied and pasted. */
export function PlacesControl({ spec, name, parameter, value, set }: ControlProps<PlacesParameter>) {
  const count = Math.floor(value.length / PLACE_LENGTH);
  /** A text that is being typed, and the places over which: the run that is learned of them draws the figure anew meanwhile. */
  const [draft, setDraft] = useState<{ text: string; over: string }>();
  return (
    <div class="control control-places">
      <label title={parameter.help}>
        <span class="control-label">
          <MathText text={parameter.label} />
        </span>
        <span class="control-count">
          {count} of {parameter.most}
        </span>
        <input
          type="text"
          name={`${spec.name}-${name}`}
          value={draft?.over === value ? draft.text : show(parameter, value)}
          spellcheck={false}
          autocomplete="off"
          onInput={(event) => setDraft({ text: event.currentTarget.value, over: value })}
          onChange={(event) => {
            setDraft(undefined);
            const read = readValue(parameter, event.currentTarget.value);
            if (read.value !== undefined) set(name, read.value);
            event.currentTarget.value = show(parameter, typeof read.value === 'string' ? read.value : value);
          }}
        />
      </label>
    </div>
  );
}
