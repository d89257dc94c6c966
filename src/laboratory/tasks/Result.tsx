import { useMemo } from 'preact/hooks';
import type { Look } from './TaskView.tsx';

/** Below the verdict: the step that differs, the path on its sheet, what was printed, and all numbers. */
export function Result({ id, look: { bench, checked } }: { id: string; look: Look }) {
  const { finding } = checked;
  const task = bench.taskOf(id);
  const panel = useMemo(() => bench.drawnIn(task, finding), [bench, task, finding]);
  if (finding.kind === 'passed') return null;
  const { StepTable, PathPicture, numbersIn } = bench;
  return (
    <div class="task-result">
      {finding.kind === 'differs' && <StepTable task={task} finding={finding} step={finding.difference.step} />}
      {panel && <PathPicture panel={panel} uid={id.replaceAll('.', '-')} />}
      {finding.printed !== '' && (
        <details class="task-printed" open>
          <summary>What it printed</summary>
          <pre>{finding.printed}</pre>
        </details>
      )}
      {'own' in finding && finding.own.length > 0 && (
        <details class="task-printed">
          <summary>All numbers of your run</summary>
          <pre>{numbersIn(finding.own)}</pre>
        </details>
      )}
    </div>
  );
}
