/** How far a long computation is, and how long the rest will take: one line that is rewritten, or a line now and then. */

/** Standard output, or what stands for it. */
export interface Output {
  write(text: string): unknown;
  isTTY?: boolean;
}

export interface Progress {
  done(index: number, milliseconds: number): void;
  /** Leaves the terminal as it was. */
  end(): void;
}

/** Between two lines if they are not rewritten: a log is to be read later. */
const PAUSE = 10_000;
const CLEARED = '\r\u001b[K';

/**
 * Parts of one name take about as long as each other, those of different names may differ a hundredfold: so the rest is
 * told from the time that each name's parts took.
 * @param names of all parts, in their order
 */
export function createProgress(
  label: string,
  names: readonly string[],
  { output = process.stdout, now = () => performance.now() }: { output?: Output; now?: () => number } = {},
): Progress {
  const began = now();
  let told = Number.NEGATIVE_INFINITY;
  const tallies = new Map<string, Tally>();
  for (const name of names) {
    const tally = tallies.get(name) ?? { left: 0, done: 0, time: 0 };
    tallies.set(name, { ...tally, left: tally.left + 1 });
  }
  return {
    done(index, milliseconds) {
      const tally = tallies.get(names[index]!)!;
      tally.left -= 1;
      tally.done += 1;
      tally.time += milliseconds;
      const list = [...tallies.values()];
      const count = sum(list.map(({ done }) => done));
      const at = now();
      const rest = count < names.length ? `, about ${inWords((at - began) * restOf(list))} left` : '';
      const line = `${label}: ${count} of ${names.length} parts${rest}`;
      if (output.isTTY) output.write(`${CLEARED}${line}`);
      else if (count === names.length || at - told >= PAUSE) {
        told = at;
        output.write(`${line}\n`);
      }
    },
    end() {
      if (output.isTTY) output.write(CLEARED);
    },
  };
}

/** Of the parts of one name. */
interface Tally {
  left: number;
  done: number;
  /** That those done took. */
  time: number;
}

/** The work that is left as a multiple of the work that is done. */
function restOf(tallies: readonly Tally[]): number {
  const time = sum(tallies.map((tally) => tally.time));
  const done = sum(tallies.map((tally) => tally.done));
  const rest = sum(tallies.map((tally) => tally.left * (tally.done > 0 ? tally.time / tally.done : time / done)));
  return time > 0 ? rest / time : 0;
}

const sum = (list: readonly number[]): number => list.reduce((total, one) => total + one, 0);

function inWords(milliseconds: number): string {
  const seconds = Math.max(1, Math.round(milliseconds / 1000));
  return seconds < 90 ? `${seconds} s` : `${Math.round(seconds / 60)} min`;
}
