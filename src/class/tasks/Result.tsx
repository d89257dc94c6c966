import { MathText } from '../../widgets/panels/MathText.tsx';
import type { Look } from './look.ts';

/** Below the verdict: the step that differs, the path on its map, the printed output and all numbers. */
export function Result({ id, look: { bench, checked } }: { id: string; look: Look }) {
  const { PanelPicture } = bench;
  const { table, between, panel, printed, numbers } = checked;
  return (
    <div class="task-result">
      {table && (
        <div class="task-table">
          <p>
            <MathText text={table.title} />
          </p>
          <PanelPicture panel={table} uid={`${id}-step`} />
          {between !== '' && (
            <details class="task-printed">
              <summary>Intermediate values of the reference</summary>
              <p>
                Print your own to compare: <code>print(m)</code> below its line.
              </p>
              <pre>{between}</pre>
            </details>
          )}
        </div>
      )}
      {panel && (
        <div class="task-picture">
          <PanelPicture panel={panel} uid={id.replaceAll('.', '-')} />
        </div>
      )}
      {printed !== '' && (
        <details class="task-printed" open>
          <summary>Output</summary>
          <pre>{printed}</pre>
        </details>
      )}
      {numbers !== '' && (
        <details class="task-printed">
          <summary>All numbers of your run</summary>
          <pre>{numbers}</pre>
        </details>
      )}
    </div>
  );
}
