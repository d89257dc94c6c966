import type { Estimate } from '../../engine/statistics/index.ts';
import type { Result } from './contest.ts';

const WIDTH = 120;
const HEIGHT = 20;
const PAD = 5;

const percent = (share: number): string => String(Math.round(100 * share));
const between = (low: string, high: string): string => `[${low}, ${high}]`;

/** A share between 0 and 1 on a hairline: its value as a dot, and its interval. */
export function ShareLine({ value, low, high }: Estimate) {
  const at = (share: number): number => Number((PAD + share * (WIDTH - 2 * PAD)).toFixed(1));
  return (
    <svg class="share" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} width={WIDTH} height={HEIGHT} aria-hidden="true">
      <path class="rail" d={`M${at(0)} 10H${at(1)}M${at(0)} 6V14M${at(0.5)} 8V12M${at(1)} 6V14`} />
      <path class="reach" d={`M${at(low)} 10H${at(high)}`} />
      <circle cx={at(value)} cy={10} r={3} />
    </svg>
  );
}

/** All rules, the first first. */
export function StandingsTable({ result: { standings, seed, budget } }: { result: Result }) {
  const whole = (value: number): string => String(Math.round(value));
  return (
    <table class="contest-standings">
      <caption>
        Seed {seed}, {budget} gradients a run, {standings.runs} runs of each rule. The gradients are those of a run on
        average, and a miss counts all of them. The brackets show 95 % intervals: how far each number might be from that
        of all problems of these kinds.
      </caption>
      <thead>
        <tr>
          <th scope="col">Place</th>
          <th scope="col">Rule</th>
          <td class="picture-cell" aria-hidden="true">
            <span>0</span>
            <span>100</span>
          </td>
          <th scope="col">Arrived, %</th>
          <th scope="col">Gradients</th>
          <th scope="col">Diverged</th>
        </tr>
      </thead>
      <tbody>
        {standings.rows.map(({ name, setting, own, arrived, spent, rank, diverged }) => (
          <tr key={name} class={own ? 'own' : undefined}>
            <td>
              {whole(rank.value)} <small>{between(whole(rank.low), whole(rank.high))}</small>
            </td>
            <th scope="row">
              {name}
              <small>{setting}</small>
            </th>
            <td class="picture-cell">
              <ShareLine {...arrived} />
            </td>
            <td>
              {percent(arrived.value)} <small>{between(percent(arrived.low), percent(arrived.high))}</small>
            </td>
            <td>
              {whole(spent.value)} <small>{between(whole(spent.low), whole(spent.high))}</small>
            </td>
            <td>{diverged}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
