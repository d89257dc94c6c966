import type { ShownNumber } from '../../../figure/experiment.ts';
import { showNumber } from '../../../figure/sentence.ts';
import { textWidth } from '../../../widgets/panels/text.ts';
import type { Evidence } from './claims.ts';

/** As wide as the margin of a page. */
const WIDTH = 192;
const ROW = 21;
const TOP = 12;
const EDGE = 5;
const TEXT = 12;

const escapeText = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/**
 * A dot plot as SVG: all numbers on one axis with their intervals, theory as a dashed line, and an arrow for what is off the
 * scale.
 * @throws Error if a row names a number that the experiment does not have
 */
export function evidencePlot(
  evidence: Evidence,
  numbers: Readonly<Record<string, ShownNumber>>,
  title: string,
): string {
  const { domain, scale, ticks, rows, never } = evidence;
  const [a, b] = scale === 'log' ? [Math.log(domain[0]), Math.log(domain[1])] : domain;
  const px = (value: number): number => {
    const scaled = scale === 'log' ? Math.log(Math.max(value, 1e-300)) : value;
    return EDGE + ((Math.min(Math.max(scaled, a), b) - a) / (b - a)) * (WIDTH - 2 * EDGE);
  };
  const fixed = (value: number): string => value.toFixed(1);
  const lines = rows.map(({ of, label, role }, k) => {
    const shown = numbers[of];
    if (!shown)
      throw new Error(`a claim's evidence names "${of}"; the experiment has ${Object.keys(numbers).join(', ')}`);
    const y = TOP + k * ROW;
    const x = px(shown.value);
    const [low, high] = [px(shown.low ?? shown.value), px(shown.high ?? shown.value)];
    return [
      `<path class="ev-grid" d="M${EDGE} ${y}H${WIDTH - EDGE}"/>`,
      high - low > 1 ? `<path class="ev-interval" d="M${fixed(low)} ${y}H${fixed(high)}"/>` : '',
      `<circle class="ev-dot ev-${role}" cx="${fixed(x)}" cy="${y}" r="3.4"/>`,
      labelBeside(label, [low, high], y),
    ].join('');
  });
  const height = TOP + (rows.length + (never ? 1 : 0)) * ROW;
  const theory = evidence.theory === undefined ? undefined : numbers[evidence.theory];
  const off = height - ROW;
  return [
    `<svg class="evidence" width="${WIDTH}" height="${height + 18}" viewBox="0 0 ${WIDTH} ${height + 18}" role="img" aria-label="${escapeText(spoken(evidence, numbers, title)).replaceAll('"', '&quot;')}">`,
    theory ? `<path class="ev-theory" d="M${fixed(px(theory.value))} 2V${height - 6}"/>` : '',
    ...lines,
    never
      ? `<path class="ev-grid" d="M${EDGE} ${off}H${WIDTH - EDGE}"/><path class="ev-never" d="M${WIDTH - 9} ${off - 4}l5 4l-5 4"/><text class="ev-label" x="${WIDTH - 14}" y="${off + 4}" text-anchor="end">${escapeText(never)}</text>`
      : '',
    `<path class="ev-axis" d="M${EDGE} ${height - 6}H${WIDTH - EDGE}"/>`,
    ...ticks.map(([value, text]) => {
      const x = px(value);
      const half = textWidth(text, TEXT) / 2;
      const anchor = x - half < 0 ? 'start' : x + half > WIDTH ? 'end' : 'middle';
      return `<path class="ev-axis" d="M${fixed(x)} ${height - 6}v4"/><text class="ev-tick" x="${fixed(anchor === 'start' ? 0 : anchor === 'end' ? WIDTH : x)}" y="${height + 11}" text-anchor="${anchor}">${escapeText(text)}</text>`;
    }),
    '</svg>',
  ].join('');
}

/** A label to the right of its dot if there is room, otherwise to the left. */
function labelBeside(label: string, [low, high]: readonly [number, number], y: number): string {
  const fits = high + 8 + textWidth(label, TEXT) <= WIDTH;
  const [x, anchor] = fits ? [high + 8, 'start'] : [low - 8, 'end'];
  return `<text class="ev-label" x="${x.toFixed(1)}" y="${y + 4}" text-anchor="${anchor}">${escapeText(label)}</text>`;
}

/** The same in words, for screen readers. */
function spoken(
  { rows, never, theory }: Evidence,
  numbers: Readonly<Record<string, ShownNumber>>,
  title: string,
): string {
  const texts = rows.map(({ of, label }) => `${label} ${numbers[of] ? showNumber(numbers[of]) : ''}`);
  const expected = theory !== undefined && numbers[theory] ? [`theory ${showNumber(numbers[theory])}`] : [];
  return `${title}: ${[...texts, ...expected, ...(never ? [never] : [])].join('; ')}`;
}
