import type { Result } from './contest.ts';
import { shareText } from './verdict.ts';

const percent = (share: number): string => String(Math.round(100 * share));

/** Problem by problem, what share of its starts each rule reached. */
export function ProblemTable({ result: { standings, problems } }: { result: Result }) {
  const own = standings.rows.find((row) => row.own);
  const ours = standings.rows.filter((row) => !row.own);
  return (
    <section class="contest-problems">
      <h2 id="problem-by-problem">Problem by problem</h2>
      <div class="scroll">
        <table>
          <caption>
            The share of the starts that each rule reached, in %. The best of a problem is in heavier type; after yours
            stands its interval.
          </caption>
          <thead>
            <tr>
              <th scope="col">Problem</th>
              {own && (
                <th scope="col" class="own">
                  {own.name}
                </th>
              )}
              <th scope="col" class="narrow">
                Best of ours
              </th>
              {ours.map(({ name }) => (
                <th scope="col" class="each" key={name}>
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {problems.map((problem, i) => {
              const most = Math.max(...standings.rows.map(({ byProblem }) => byProblem[i]?.arrived.value ?? 0));
              const best = ours.find(({ byProblem }) =>
                ours.every((other) => (other.byProblem[i]?.arrived.value ?? 0) <= (byProblem[i]?.arrived.value ?? 0)),
              );
              const cell = own?.byProblem[i];
              return (
                <tr key={problem}>
                  <th scope="row">{problem}</th>
                  {cell && (
                    <td class="own" data-best={cell.arrived.value === most && most > 0}>
                      {shareText(cell.arrived)}
                    </td>
                  )}
                  <td class="narrow">{best && `${percent(best.byProblem[i]?.arrived.value ?? 0)} %, ${best.name}`}</td>
                  {ours.map(({ name, byProblem }) => (
                    <td class="each" key={name} data-best={byProblem[i]?.arrived.value === most && most > 0}>
                      {percent(byProblem[i]?.arrived.value ?? 0)}
                    </td>
                  ))}
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </section>
  );
}
