/** A network that learns by the reader's own rule, in the page's Python. */
import { createSampler, type Sampler } from '../../engine/training/batches.ts';
import type { Trouble } from '../../python/errors.ts';
import { withNumber } from '../../python/numbers.ts';
import { openPython, type Python } from '../../python/python.ts';
import { pointsOf } from './data-sets.ts';
import { networkText } from './network-text.ts';
import { ownNow } from './own-text.ts';
import type { Setup } from './setup.ts';

/** The number that a text reads as `steps`; the training goes on beyond. */
const STEPS = 1000;
/** Milliseconds that Python may take between two pictures, so that they still move. */
const PAUSE = 40;
/** Steps at once at most: the interpreter frees its memory only between two requests. */
const MOST = 20;

let sessions = 0;

export class Pupil {
  step = 0;
  phi: Float64Array<ArrayBuffer>;
  /** The step that led nowhere. */
  lost: number | undefined;

  readonly #python: Python;
  readonly #setup: Setup;
  readonly #start: Float64Array<ArrayBuffer>;
  readonly #code: string;
  readonly #problem: string;
  readonly #examples: number;
  #session = 0;
  #sampler: Sampler | undefined;
  #more = 1;
  /** Beginnings since the last step that was made. */
  #vain = 0;

  constructor(python: Python, setup: Setup, text: string, start: Float64Array<ArrayBuffer>) {
    const { train } = pointsOf(setup);
    this.#python = python;
    this.#setup = setup;
    this.#start = start;
    this.phi = start;
    this.#code = withNumber(text, 'alpha', setup.rate);
    this.#problem = networkText(setup, train);
    this.#examples = train.y.length;
    this.#begin();
  }

  #begin(): void {
    const { batch: size, seed } = this.#setup;
    sessions += 1;
    this.#session = sessions;
    this.step = 0;
    this.phi = this.#start;
    this.#sampler = size > 0 && size < this.#examples ? createSampler(this.#examples, { size, seed }) : undefined;
  }

  /**
   * Makes some of so many steps; `anew` where Python had to begin again from the first weights.
   * @throws Error in words for the reader
   */
  async advance(steps: number): Promise<'on' | 'anew'> {
    const more = Math.min(steps, this.#more, MOST);
    const first = this.step;
    const batches = this.#sampler && Array.from({ length: more }, () => Array.from(this.#sampler?.next() ?? []));
    const begun = performance.now();
    const answer = await this.#python.train({
      code: this.#code,
      problem: { kind: 'python', code: first === 0 ? this.#problem : '' },
      start: first === 0 ? Array.from(this.#start) : [],
      steps: STEPS,
      session: this.#session,
      first,
      more,
      ...(batches && { batches }),
      lane: 'network',
    });
    if (answer.passed || answer.end === 'gone') {
      this.#vain += 1;
      if (this.#vain > 2)
        throw new Error('Python had to begin anew again and again. Change anything to try once more.');
      this.#begin();
      return 'anew';
    }
    if (answer.error) throw new Error(inWords(answer.error, this.#code));
    if (answer.intact === false)
      throw new Error('Your rule has put something else in the place of what Python itself needs, so it was ended.');
    this.#vain = 0;
    this.phi = answer.phi ?? this.phi;
    this.step = answer.made ?? this.step;
    if (answer.end === 'diverged') this.lost = this.step + 1;
    const each = (performance.now() - begun) / more;
    this.#more = Math.max(1, Math.min(2 * this.#more, Math.floor(PAUSE / each)));
    return 'on';
  }
}

/** The line with the sentence, since the editor may be far above. */
function inWords({ message, line, where }: Trouble, code: string): string {
  const text = line === undefined || where !== 'rule' ? '' : (code.split('\n')[line - 1]?.trim() ?? '');
  return text === '' ? message : `Line ${line} of your rule, “${text}”: ${message}`;
}

/** @throws Error in words for the reader */
export async function openPupil(setup: Setup, start: Float64Array<ArrayBuffer>): Promise<Pupil | undefined> {
  const { text, waits } = ownNow();
  if (waits) throw new Error('The rule came with a link and has not run. Read it above, and press Run it there.');
  if (pointsOf(setup).train.y.length === 0) return undefined;
  try {
    return new Pupil(await openPython(), setup, text, start);
  } catch {
    throw new Error('Python could not be loaded. Check the connection, then change anything.');
  }
}
