import type { Panel } from './panels/panel.ts';
import type { ScriptRun } from './python.ts';

const near = (a: number | undefined, b: number | undefined): boolean =>
  a !== undefined && b !== undefined && Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(b));

/** Whether a picture shows the run of its script, of one or two parameters: another from the same start has its place beside it. */
export function showsRun(run: ScriptRun | undefined, panels: readonly Panel[]): run is ScriptRun {
  const { start } = run ?? { start: [] };
  if (start.length !== 1 && start.length !== 2) return false;
  return panels.some(
    (panel) =>
      panel.kind === 'surface' &&
      panel.paths?.some(
        ({ role, x, y }) => role === 'run' && near(x[0], start[0]) && (start.length === 1 || near(y[0], start[1])),
      ),
  );
}
