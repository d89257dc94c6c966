import type { Result } from './contest.ts';

const percent = (share: number): string => String(Math.round(100 * share));

/** Kind by kind, what share of the starts each rule reached on its two problems. */
export function ProblemTable({ result: { standings, kinds } }: { result: Result }) {
  const own = standings.rows.find((row) => row.own);
  const ours = standings.rows.filter((row) => !row.own);
  return (
    <section class="contest-problems">
      <h2 id="kind-by-kind">Kind by kind</h2>
      <div class="scroll">
        <table>
          <caption>
            The share of the starts that each rule reached, in %, on the two problems of a kind together; after yours
            stand both. The best of a kind is in heavier type.
          </caption>
          <thead>
            <tr>
              <th scope="col">Kind</th>
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
            {kinds.map((kind, i) => {
              const most = Math.max(...standings.rows.map(({ byKind }) => byKind[i]?.arrived ?? 0));
              const best = ours.find(({ byKind }) =>
                ours.every((other) => (other.byKind[i]?.arrived ?? 0) <= (byKind[i]?.arrived ?? 0)),
              );
              const cell = own?.byKind[i];
              return (
                <tr key={kind}>
                  <th scope="row">{kind}</th>
                  {cell && (
                    <td class="own" data-best={cell.arrived === most && most > 0}>
                      {percent(cell.arrived)} <small>({cell.each.map(percent).join(', ')})</small>
                    </td>
                  )}
                  <td class="narrow">{best && `${percent(best.byKind[i]?.arrived ?? 0)} %, ${best.name}`}</td>
                  {ours.map(({ name, byKind }) => (
                    <td class="each" key={name} data-best={byKind[i]?.arrived === most && most > 0}>
                      {percent(byKind[i]?.arrived ?? 0)}
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
