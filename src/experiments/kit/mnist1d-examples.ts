import { mnist1dData } from '../../engine/networks/cached-examples.ts';
import { mnist1dShape } from '../../engine/networks/mnist1d.ts';
import { axis, type ChartSeries, chart, line, type MultiplesPanel } from '../../figure/index.ts';

const NUMBER_WORDS = ['No', 'One', 'Two', 'Three', 'Four', 'Five'];
const { inputs, classes } = mnist1dShape;
const PLACES = Float64Array.from({ length: inputs }, (_, k) => k + 1);

/** Some examples of every class, the first one strong: the inputs of these experiments' networks. */
export function mnist1dExamples(seed: number, each = 3): MultiplesPanel {
  const { x } = mnist1dData({ seed, train: each * classes }).train;
  const many = `${NUMBER_WORDS[each] ?? each} ${each === 1 ? 'example' : 'examples'} of`;
  const most = x.reduce((far, value) => Math.max(far, Math.abs(value)), 0);
  /** Example i belongs to class i mod 10. */
  const curve = (label: number, k: number): ChartSeries => {
    const from = ((each - 1 - k) * classes + label) * inputs;
    const y = Float64Array.from(x.subarray(from, from + inputs), (value) => Number(value.toFixed(2)));
    return line(`example ${k + 1}`, k === 0 ? 'measured' : 'baseline', PLACES, y, { faint: k > 0 });
  };
  return {
    kind: 'multiples',
    name: 'examples',
    title: `${many} each class of MNIST-1D`,
    items: Array.from({ length: classes }, (_, label) => ({
      heading: `class ${label}`,
      panel: chart({
        name: `class ${label}`,
        title: `${many} class ${label}`,
        x: axis('input', [1, inputs], { ticks: [1, 20, 40] }),
        y: axis('value', [-most, most], { ticks: [-4, 0, 4] }),
        series: Array.from({ length: each }, (_, k) => curve(label, k)).reverse(),
      }),
    })),
  };
}
