/** The loss of a network in the plane as Python, for rules in Python. */
import { type Activation, createLayers } from '../../../engine/networks/layers.ts';
import type { PointSet } from './data-sets.ts';

/**
 * `loss(phi, batch)` and `gradient(phi, batch)`, with a separate name for each weight and each unit: in the page's
 * Python a step takes a fifth of the time needed with arrays. The formulas are those of `createPlaneNetwork`.
 */
export function networkText(
  { hidden, activation }: { hidden: readonly number[]; activation: Activation },
  { x, y }: PointSet,
): string {
  const layers = createLayers([2, ...hidden, 1]);
  const count = (layers.at(-1)?.biases ?? 0) + 1;
  const all = (letter: string): string[] => Array.from({ length: count }, (_, i) => `${letter}${i}`);
  const ahead: string[] = [];
  const values = [['x1', 'x2']];
  for (const [l, { outputs, weights, biases }] of layers.entries()) {
    const from = values[l] ?? [];
    const last = l === layers.length - 1;
    const names = Array.from({ length: outputs }, (_, o) => (last ? 'z' : `h${l}_${o}`));
    for (const [o, name] of names.entries()) {
      const sum = [`w${biases + o}`, ...from.map((value, i) => `w${weights + i * outputs + o} * ${value}`)].join(' + ');
      if (last) ahead.push(`${name} = ${sum}`);
      else if (activation === 'tanh') ahead.push(`${name} = tanh(${sum})`);
      else ahead.push(`${name} = ${sum}`, `if ${name} < 0.0: ${name} = 0.0`);
    }
    values.push(names);
  }
  const back: string[] = [];
  let slopes = ['e'];
  for (const [l, { outputs, weights, biases }] of [...layers.entries()].reverse()) {
    const from = values[l] ?? [];
    for (const [o, slope] of slopes.entries()) {
      back.push(`d${biases + o} += ${slope}`);
      for (const [i, value] of from.entries()) back.push(`d${weights + i * outputs + o} += ${slope} * ${value}`);
    }
    if (l === 0) break;
    const below = from.map((_, i) => `s${l}_${i}`);
    for (const [i, name] of below.entries()) {
      const sum = slopes.map((slope, o) => `w${weights + i * outputs + o} * ${slope}`).join(' + ');
      const value = from[i] ?? '';
      back.push(
        activation === 'tanh'
          ? `${name} = (${sum}) * (1.0 - ${value} * ${value})`
          : `${name} = ${sum} if ${value} > 0.0 else 0.0`,
      );
    }
    slopes = below;
  }
  const points = Array.from(y, (kind, k) => `(${x[2 * k]}, ${x[2 * k + 1]}, ${kind})`);
  const deep = (lines: readonly string[]): string[] => lines.map((line) => `        ${line}`);
  return [
    'from math import exp, log, tanh',
    `POINTS = [${points.join(', ')}]`,
    'def chosen(batch):',
    '    return POINTS if batch is None else [POINTS[int(k)] for k in batch]',
    'def loss(phi, batch=None):',
    `    ${all('w').join(', ')} = list(phi)`,
    '    points, total = chosen(batch), 0.0',
    '    for x1, x2, kind in points:',
    ...deep(ahead),
    '        total += max(-z if kind == 1 else z, 0.0) + log(1.0 + exp(-abs(z)))',
    '    return total / len(points)',
    'def gradient(phi, batch=None):',
    `    ${all('w').join(', ')} = list(phi)`,
    ...all('d').map((name) => `    ${name} = 0.0`),
    '    points = chosen(batch)',
    '    weight = 1.0 / len(points)',
    '    for x1, x2, kind in points:',
    ...deep(ahead),
    '        e = weight * ((1.0 / (1.0 + exp(-z)) if z >= 0.0 else exp(z) / (1.0 + exp(z))) - kind)',
    ...deep(back),
    `    return np.array([${all('d').join(', ')}])`,
  ].join('\n');
}
