import type { ComponentChildren } from 'preact';
import { RateField } from '../playground/RuleTable.tsx';
import { isRule, ruleIds, ruleNames } from '../playground/rules.ts';
import { type DataSetId, dataSets } from './data-sets.ts';
import { ownHasRate, ownRate } from './own-text.ts';
import type { School } from './school.ts';
import { BATCHES, firstRate, WIDEST } from './setup.ts';

interface Props {
  school: School;
  /** The kind of the next point of the reader's own. */
  kind: 0 | 1;
  setKind(kind: 0 | 1): void;
}

const UNITS = Array.from({ length: WIDEST }, (_, i) => i + 1);

/** Everything that can be set, in one row of short fields. */
export function NetworkControls({ school, kind, setKind }: Props) {
  const { data, noise, points, hidden, activation, rule, rate, batch, seed } = school.setup.value;
  const [first = 4, second = 0] = hidden;
  return (
    <fieldset class="net-controls">
      <legend class="aloud">The network and its data</legend>
      <Field label="data" id="net-data">
        <select
          id="net-data"
          value={data}
          onChange={({ currentTarget: { value } }) => {
            if (value === 'own' || Object.hasOwn(dataSets, value)) school.set({ data: value as DataSetId | 'own' });
          }}
        >
          {Object.entries(dataSets).map(([id, title]) => (
            <option key={id} value={id} selected={id === data}>
              {title}
            </option>
          ))}
          <option value="own" selected={data === 'own'}>
            Your points
          </option>
        </select>
      </Field>
      {data === 'own' ? (
        <span class="field">
          <span class="name">next point</span>
          <span class="kinds">
            {([1, 0] as const).map((which) => (
              <label key={which}>
                <input type="radio" name="net-kind" checked={kind === which} onChange={() => setKind(which)} />
                <svg class="picture" width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">
                  <circle class={which === 1 ? 'kind filled' : 'kind hollow'} cx="6" cy="6" r="4" />
                </svg>
                {which === 1 ? 'filled' : 'hollow'}
              </label>
            ))}
            <button
              type="button"
              class="plain"
              disabled={points.length === 0}
              onClick={() => school.set({ points: points.slice(0, -1) })}
            >
              Undo
            </button>
          </span>
        </span>
      ) : (
        <Field label="noise" id="net-noise">
          <input
            id="net-noise"
            type="number"
            min={0}
            max={0.5}
            step={0.01}
            value={noise}
            onInput={({ currentTarget }) =>
              school.set({ noise: Math.min(0.5, Math.max(0, Number(currentTarget.value) || 0)) })
            }
          />
        </Field>
      )}
      <Field label="first layer" id="net-first-layer">
        <select
          id="net-first-layer"
          value={first}
          onChange={({ currentTarget }) => school.set({ hidden: [Number(currentTarget.value), ...hidden.slice(1)] })}
        >
          {UNITS.map((count) => (
            <option key={count} value={count} selected={count === first}>
              {count} {count === 1 ? 'unit' : 'units'}
            </option>
          ))}
        </select>
      </Field>
      <Field label="second layer" id="net-second-layer">
        <select
          id="net-second-layer"
          value={second}
          onChange={({ currentTarget }) => {
            const count = Number(currentTarget.value);
            school.set({ hidden: count === 0 ? [first] : [first, count] });
          }}
        >
          <option value={0} selected={second === 0}>
            none
          </option>
          {UNITS.map((count) => (
            <option key={count} value={count} selected={count === second}>
              {count} {count === 1 ? 'unit' : 'units'}
            </option>
          ))}
        </select>
      </Field>
      <Field label="activation" id="net-activation">
        <select
          id="net-activation"
          aria-label="activation of the hidden units"
          value={activation}
          onChange={({ currentTarget }) => school.set({ activation: currentTarget.value === 'relu' ? 'relu' : 'tanh' })}
        >
          <option value="tanh" selected={activation === 'tanh'}>
            tanh
          </option>
          <option value="relu" selected={activation === 'relu'}>
            ReLU
          </option>
        </select>
      </Field>
      <Field label="rule" id="net-rule">
        <select
          id="net-rule"
          value={rule}
          onChange={({ currentTarget: { value } }) => {
            if (isRule(value)) school.set({ rule: value, rate: firstRate(value) });
            else if (value === 'own') school.set({ rule: value, rate: ownRate() });
          }}
        >
          <option value="own" selected={rule === 'own'}>
            Your rule
          </option>
          {ruleIds.map((id) => (
            <option key={id} value={id} selected={id === rule}>
              {ruleNames[id].title}
            </option>
          ))}
        </select>
      </Field>
      {(rule === 'own' ? ownHasRate() : ruleNames[rule].rate !== undefined) && (
        <Field label="rate" id="net-rate">
          <RateField id="net-rate" name="the network" value={rate} set={(to) => school.set({ rate: to })} />
        </Field>
      )}
      <Field label="batch" id="net-batch">
        <select
          id="net-batch"
          value={batch}
          onChange={({ currentTarget }) => school.set({ batch: Number(currentTarget.value) })}
        >
          {BATCHES.map((size) => (
            <option key={size} value={size} selected={size === batch}>
              {size === 0 ? 'all points' : size}
            </option>
          ))}
        </select>
      </Field>
      <Field label="seed" id="net-seed">
        <input
          id="net-seed"
          type="number"
          min={0}
          max={999}
          step={1}
          value={seed}
          onInput={({ currentTarget }) =>
            school.set({ seed: Math.min(1e6, Math.max(0, Math.floor(Number(currentTarget.value) || 0))) })
          }
        />
      </Field>
    </fieldset>
  );
}

function Field({ label, id, children }: { label: string; id: string; children: ComponentChildren }) {
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {children}
    </div>
  );
}
