import { useState } from 'preact/hooks';
import { createLayers } from '../../engine/networks/layers.ts';
import { unitName } from './diagram.ts';
import type { School } from './school.ts';

/** Every weight as a number: what the lines show, for a screen reader and for whoever wants to know. */
export function WeightsTable({ school }: { school: School }) {
  const [open, setOpen] = useState(false);
  return (
    <details class="net-weights" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>Weights as numbers</summary>
      {open && <Tables school={school} />}
    </details>
  );
}

function Tables({ school }: { school: School }) {
  const phi = school.frame.value?.phi;
  const { hidden } = school.setup.value;
  const count = hidden.length + 1;
  const layers = createLayers([2, ...hidden, 1]);
  const text = (value: number | undefined) => (value ?? Number.NaN).toFixed(2).replace('-', '\u2212');
  return (
    <>
      {layers.map(({ inputs, outputs, weights, biases }, l) => (
        <div class="scroll" key={l}>
          <table>
            <caption>{l === count - 1 ? 'Into the output' : `Into layer ${l + 1}`}</caption>
            <thead>
              <tr>
                <th scope="col">to</th>
                {Array.from({ length: inputs }, (_, i) => (
                  <th scope="col" key={i}>
                    from {unitName(l, i, count)}
                  </th>
                ))}
                <th scope="col">bias</th>
              </tr>
            </thead>
            <tbody>
              {Array.from({ length: outputs }, (_, j) => (
                <tr key={j}>
                  <th scope="row">{unitName(l + 1, j, count)}</th>
                  {Array.from({ length: inputs }, (_, i) => (
                    <td key={i}>{text(phi?.[weights + i * outputs + j])}</td>
                  ))}
                  <td>{text(phi?.[biases + j])}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ))}
    </>
  );
}
