import type { ListedPart, Made, RuleAsk, TrialsAsk } from '../../figure/parts.ts';
import { openPython, type Python } from '../../python/python.ts';
import { RuleFailure } from './trouble.ts';

const UNFETCHED = 'Python could not be fetched. Change something to try again, or reload the page.';
const PASSED = 'a newer rule took its place';
const TAMPERED = 'This text changes what the runs themselves are made of, so what it says of them does not count.';

/** Starts of one request: well within the second that Python may take, also with dear rules on slow machines. */
const AT_ONCE = 5;

interface MadeInPython {
  made: Made;
  printed: string;
}

/**
 * Has Python make what a part asks for.
 * @param figure whose newest request counts
 * @throws RuleFailure where Python cannot, or something is wrong with the text
 */
export async function makeInPython(
  figure: string,
  { lane: own, ...ask }: NonNullable<ListedPart['python']>,
  signal: AbortSignal,
): Promise<MadeInPython> {
  const python = await openPython().catch((): Python => {
    throw new RuleFailure({ kind: 'unloaded', message: UNFETCHED });
  });
  const lane = `${figure} ${own}`;
  if (!('texts' in ask)) return run(python, lane, ask);
  // One part after the other: side by side all of them would be done at the end.
  const turn = before;
  const making = turn.then(() => trials(python, lane, ask, signal));
  before = making.then(
    () => {},
    () => {},
  );
  return making;
}

let before: Promise<void> = Promise.resolve();

async function run(python: Python, lane: string, ask: RuleAsk): Promise<MadeInPython> {
  const { trace, error, passed, printed } = await python.run({ ...ask, lane });
  if (error) throw new RuleFailure(error, printed);
  if (passed || !trace) throw new Error(PASSED);
  const { dimension, phi, status } = trace;
  return { made: { dimension, places: phi, isLost: status.kind === 'diverged' }, printed };
}

/** Text after text, a few starts at a time, so that they can be left. */
async function trials(python: Python, lane: string, ask: TrialsAsk, signal: AbortSignal): Promise<MadeInPython> {
  const { texts, name, starts, python: problem, budget, target } = ask;
  let said = '';
  const tried = async (code: string) => {
    const columns = { arrived: [], lost: [], spent: [], end: [] } as Record<
      'arrived' | 'lost' | 'spent' | 'end',
      number[]
    >;
    for (let first = 0; first < starts.length; first += AT_ONCE) {
      if (signal.aborted) throw new Error(PASSED);
      const answer = await python.contest({
        code,
        problem: { kind: 'python', code: problem },
        starts: starts.slice(first, first + AT_ONCE),
        first,
        budget,
        target,
        lane,
      });
      const { error, passed, printed, start, intact } = answer;
      if (passed) throw new Error(PASSED);
      if (error) {
        const where = start === undefined ? `a start on the ${name}` : `start ${start + 1} on the ${name}`;
        throw new RuleFailure({ ...error, message: `${error.message} It ran from ${where}.` }, printed);
      }
      // Its numbers count for nothing, however well it ran.
      if (intact === false) throw new RuleFailure({ kind: 'wrong', message: TAMPERED }, printed);
      said ||= printed;
      for (const [column, numbers] of Object.entries(columns)) numbers.push(...(answer.columns?.[column] ?? []));
    }
    return columns;
  };
  const made = [];
  for (const text of texts) made.push(await tried(text));
  return { made, printed: said };
}
