import type { Look } from './look.ts';

/** Below the verdict: the step that differs, the path on its sheet, what was printed, and all numbers. */
export function Result({ id, look: { bench, checked } }: { id: string; look: Look }) {
  const { StepTable, PathPicture } = bench;
  const { table, panel, printed, numbers } = checked;
  return (
    <div class="task-result">
      {table && <StepTable table={table} />}
      {panel && <PathPicture panel={panel} uid={id.replaceAll('.', '-')} />}
      {printed !== '' && (
        <details class="task-printed" open>
          <summary>What it printed</summary>
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
