import { useComputed } from '@preact/signals';
import { useState } from 'preact/hooks';
import { withNumber } from '../../python/numbers.ts';
import { MathText } from '../../widgets/panels/MathText.tsx';
import type { Bench } from './bench.ts';
import { OWN } from './contestants.ts';
import { isLost, lossAt, lossText } from './race-sentence.ts';
import { isSheetRule, type Look, looks, type RuleId, ruleNames, sheetRuleIds } from './rules.ts';
import { firstRate, namedNumbers, type Rival } from './settings.ts';
import { useSettings } from './use-settings.ts';

const alphaIn = (text: string): number | undefined => namedNumbers(text).find(({ name }) => name === 'alpha')?.value;

/** The four rules: which are shown, how each is drawn, its rate, and its loss at the step that is shown. */
export function RuleTable({ bench }: { bench: Bench }) {
  const step = bench.step.value;
  const { rivals } = useSettings(bench, 'rivals');
  // Of the reader's own, whose text changes at every key, no more than the table shows.
  const ownOn = useComputed(() => bench.settings.value.own.on).value;
  const alpha = useComputed(() => alphaIn(bench.settings.value.own.text)).value;
  const { runs } = bench.shown.value;
  const change = (i: number, to: Partial<(typeof rivals)[number]>): void =>
    bench.set({ rivals: rivals.map((rival, k) => (k === i ? { ...rival, ...to } : rival)) });
  const own = () => bench.settings.peek().own;

  return (
    <table class="lab-rules">
      <thead>
        <tr>
          <th class="aloud">shown</th>
          <td />
          <th>rule</th>
          <th>rate</th>
          <th>loss at step {step}</th>
        </tr>
      </thead>
      <tbody>
        {looks.map((look, i) => {
          const rival = rivals[i - 1];
          const name = rival ? ruleNames[rival.id].title : OWN;
          const run = runs[i];
          const on = rival?.on ?? ownOn;
          return (
            <tr key={look} data-on={on}>
              <td>
                <label class="tick">
                  <input
                    type="checkbox"
                    checked={on}
                    aria-label={`Show ${name}`}
                    onChange={() => (rival ? change(i - 1, { on: !on }) : bench.set({ own: { ...own(), on: !on } }))}
                  />
                </label>
              </td>
              <td aria-hidden="true">
                <Sample look={look} />
              </td>
              <th scope="row">
                {rival ? <RulePicker bench={bench} place={i} id={rival.id} /> : <span class="own-name">{OWN}</span>}
              </th>
              <td>
                {rival && ruleNames[rival.id].rate !== undefined && (
                  <RateField name={name} value={rival.rate} set={(rate) => change(i - 1, { rate })} />
                )}
                {!rival && alpha !== undefined && (
                  <RateField
                    name={name}
                    value={alpha}
                    set={(rate) => bench.set({ own: { ...own(), text: withNumber(own().text, 'alpha', rate) } })}
                  />
                )}
              </td>
              <td class="loss">
                {!run ? '–' : isLost(run, step) ? 'diverged' : <MathText text={lossText(lossAt(run, step))} />}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

/** Of all that the table says only the rates and the losses change at a key or a step: the lists of rules stay as they are. */
function RulePicker({ bench, place, id }: { bench: Bench; place: number; id: RuleId }) {
  const choose = (chosen: RuleId): void => {
    const { rivals, loss } = bench.settings.peek();
    const rival: Rival = { id: chosen, rate: firstRate(loss, chosen), on: true };
    bench.set({ rivals: rivals.map((one, k) => (k === place - 1 ? rival : one)) });
  };
  return (
    <select
      aria-label={`Rule ${place + 1}`}
      value={id}
      onChange={({ currentTarget: { value } }) => {
        if (isSheetRule(value)) choose(value);
      }}
    >
      {sheetRuleIds.map((one) => (
        <option key={one} value={one} selected={one === id}>
          {ruleNames[one].title}
        </option>
      ))}
    </select>
  );
}

export function Sample({ look }: { look: Look }) {
  return (
    <svg class="picture sample" width="42" height="10" viewBox="0 0 42 10" aria-hidden="true">
      <path class={`line ${look}`} d="M2 5H40" />
    </svg>
  );
}

/** The next number up or down, by about a tenth, in two digits. */
const nudged = (value: number, up: boolean): number => {
  const unit = 10 ** (Math.floor(Math.log10(value)) - 1);
  const next = (Math.round(value / unit) + (up ? 1 : -1)) * unit;
  return Number((next > 0 ? next : value / 2).toPrecision(2));
};

const rateText = (value: number): string =>
  value >= 1e-3 && value < 1e4 ? String(Number(value.toPrecision(6))) : value.toExponential();

interface RateFieldProps {
  id?: string;
  name: string;
  value: number;
  set(value: number): void;
}

/** A number above 0; what cannot be read changes nothing, and is put back when the field is left. */
export function RateField({ id, name, value, set }: RateFieldProps) {
  const [draft, setDraft] = useState<string>();
  const read = (text: string): number => Number(text.replace(',', '.').trim() || Number.NaN);
  return (
    <input
      id={id}
      class="number"
      type="text"
      inputMode="decimal"
      autocomplete="off"
      spellcheck={false}
      size={6}
      aria-label={id === undefined ? `Rate of ${name}` : undefined}
      aria-invalid={draft !== undefined && !(read(draft) > 0)}
      value={draft ?? rateText(value)}
      onInput={({ currentTarget }) => {
        setDraft(currentTarget.value);
        const typed = read(currentTarget.value);
        if (typed > 0 && Number.isFinite(typed) && typed !== value) set(typed);
      }}
      onBlur={() => setDraft(undefined)}
      onKeyDown={(event) => {
        if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
        event.preventDefault();
        setDraft(undefined);
        set(nudged(value, event.key === 'ArrowUp'));
      }}
    />
  );
}
