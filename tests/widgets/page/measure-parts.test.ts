import { describe, expect, it } from 'vitest';
import { listParts } from '../../../src/figure/parts.ts';
import { measureParts } from '../../../src/widgets/page/measure-parts.ts';
import { WorkerFailure } from '../../../src/widgets/page/pool.ts';

const cells = Array.from({ length: 20 }, (_, cell) => cell);
const parts = listParts({ cells: cells.map((cell) => ({ cell })) });

/** Computes all parts on a pool whose answers are a function of the cell; counts started parts. */
async function measured(answer: (cell: number) => unknown) {
  const begun: number[] = [];
  const done: number[] = [];
  const failures = await measureParts({
    measure: async ({ part }, signal) => {
      await Promise.resolve();
      if (signal.aborted) throw new WorkerFailure('refused', 'cancelled');
      const cell = Number(part['cell']);
      begun.push(cell);
      // An infinite retry loop would use up all memory, and no timeout fires between promises that resolve at once.
      if (begun.length > 10 * cells.length) throw new Error(`part ${cell} is measured without an end`);
      await Promise.resolve();
      return answer(cell);
    },
    parts,
    signal: new AbortController().signal,
    done: (_, result) => done.push(Number(result)),
  });
  return { begun, done, failures };
}

describe('measureParts', () => {
  it('measures every part once where all is well', async () => {
    const { begun, failures } = await measured((cell) => cell);
    expect(begun).toEqual(cells);
    expect(failures).toEqual([]);
  });

  it('does a part again whose worker was lost or hung, twice at most', async () => {
    const { begun, done, failures } = await measured((cell) => {
      if (cell === 4) throw new WorkerFailure('crashed', 'gone');
      return cell;
    });
    expect(begun.filter((cell) => cell === 4)).toHaveLength(3);
    expect(done).toHaveLength(19);
    expect(failures).toHaveLength(1);
  });

  it('tries a part that was refused once: it would be refused again', async () => {
    const { begun, failures } = await measured((cell) => {
      if (cell === 4) throw new WorkerFailure('refused', 'no');
      return cell;
    });
    expect(begun).toHaveLength(20);
    expect(failures).toHaveLength(1);
  });

  it('leaves the rest where parts fail one after the other', async () => {
    const { failures } = await measured(() => {
      throw new WorkerFailure('crashed', 'gone');
    });
    expect(failures).toHaveLength(3);
  });

  it('measures a part once those are there whose results it goes by, and leaves it where one of them is not', async () => {
    const follow = (name: string, ...others: string[]) => ({ name, part: {}, key: name, after: others });
    const chain = [
      follow('last', 'middle', 'kept'),
      follow('middle', 'first'),
      { name: 'first', part: {}, key: 'first' },
    ];
    const measuredOf = async (fails: string) => {
      const done: string[] = [];
      const failures = await measureParts({
        measure: async ({ key }) => {
          await Promise.resolve();
          if (key === fails) throw new WorkerFailure('refused', 'no');
        },
        parts: [...chain, follow('lost', 'nowhere')],
        isThere: (key) => key === 'kept',
        signal: new AbortController().signal,
        done: ({ key }) => done.push(key),
      });
      return { done, failures: failures.length };
    };
    expect(await measuredOf('')).toEqual({ done: ['first', 'middle', 'last'], failures: 0 });
    expect(await measuredOf('first')).toEqual({ done: [], failures: 1 });
  });

  it('leaves the rest at once where scripts do not load', async () => {
    const { failures } = await measured(() => {
      throw new WorkerFailure('unreachable', 'its script did not load');
    });
    expect(failures).toHaveLength(1);
  });
});
