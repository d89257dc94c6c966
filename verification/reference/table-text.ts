import type { CheckTable } from '../../src/references/table.ts';

/** The engine compared with every reference, as printed by `npm run reference`. */
export function tableText({ numpy, torch, optimizers, exported, notebooks, problems }: CheckTable): string {
  const lines = [
    `NumPy ${numpy}, PyTorch ${torch}. Largest relative differences.`,
    '',
    'One step, started from the reference',
  ];
  for (const row of optimizers)
    lines.push(line(row.optimizer, row.problem, `${row.settings} settings, ${row.steps} steps`, row.difference));
  lines.push('', 'One step, against the exported Python run by NumPy');
  for (const row of exported)
    lines.push(line(row.optimizer, row.problem, `${row.settings} settings, ${row.steps} steps`, row.difference));
  lines.push('', 'Notebooks');
  for (const row of notebooks)
    lines.push(line(row.notebook, row.run, `${row.compared}, ${row.steps} steps`, row.difference));
  lines.push('', "Losses and slopes, against PyTorch's autograd");
  for (const row of problems) lines.push(line(row.problem, '', `${row.points} points`, row.difference));
  return lines.join('\n');
}

function line(what: string, where: string, how: string, difference: number): string {
  return `  ${what.padEnd(21)} ${where.padEnd(30)} ${how.padEnd(24)} ${difference.toExponential(1)}`;
}
