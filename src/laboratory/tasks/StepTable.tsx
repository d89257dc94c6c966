import { MathText } from '../../widgets/panels/MathText.tsx';
import type { TableOfStep } from './step-table.ts';

/** The first step that differs, number by number. */
export function StepTable({ table: { title, rows, between } }: { table: TableOfStep }) {
  return (
    <div class="task-table">
      <table>
        <caption>
          <MathText text={title} />
        </caption>
        <thead>
          <tr>
            <th scope="col">quantity</th>
            <th scope="col">yours</th>
            <th scope="col">reference</th>
            <td />
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, own, reference, same }) => (
            <tr key={name} data-same={same}>
              <th scope="row">
                <MathText text={name} />
              </th>
              <td>{own}</td>
              <td>{reference}</td>
              <td>{same ? 'same' : 'differs'}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {between.length > 0 && (
        <details>
          <summary>What the reference has in between</summary>
          <p>
            Print your own to compare: <code>print(m)</code> below its line.
          </p>
          <table>
            <tbody>
              {between.map(([name, value]) => (
                <tr key={name}>
                  <th scope="row">
                    <code>{name}</code>
                  </th>
                  <td>{value}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </details>
      )}
    </div>
  );
}
