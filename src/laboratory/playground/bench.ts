/** The state of the playground, and what answers it. */
import { batch, computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { isPython, lossOf } from '../../experiments/kit/losses.ts';
import type { Column, SurfacePanel } from '../../figure/panels/panel.ts';
import type { Trouble } from '../../python/errors.ts';
import type { Python } from '../../python/python.ts';
import { play } from '../../widgets/page/player.ts';
import type { GalleryLoss } from '../gallery/losses.ts';
import { WorkerLine } from '../worker-line.ts';
import type { Minimum, Run } from './compute.ts';
import { contestants, type Fit } from './contestants.ts';
import { isFirstRule, rulesOf } from './engine-rules.ts';
import type { Told } from './python-side.ts';
import { FIRST_RULE, firstSettings, onLoss, ratesFor, type Settings } from './settings.ts';
import type { Answer, Question } from './sheet-worker.ts';
import address from './sheet-worker.ts?worker&url';

/** The runs on the sheet: of each rule in order (the reader's own first) its run, or nothing where it has none. */
export interface Shown {
  settings: Settings;
  runs: readonly (Run | undefined)[];
  minima: readonly Minimum[];
  /** Without tints until the worker has answered. */
  sheet: SurfacePanel;
}

type Ran = Pick<Answer, 'scene' | 'problem' | 'examples'> & { runs: readonly Run[] };
type Side = typeof import('./python-side.ts') & { python: Python };

/** Steps a second at a speed of 1. */
const PACE = 8;

export class Bench {
  readonly settings: Signal<Settings>;
  readonly shown: Signal<Shown>;
  /** The step that is shown, with a fraction while the run is played. */
  readonly at: Signal<number>;
  /** The same as a whole number. */
  readonly step: ReadonlySignal<number>;
  readonly playing = signal(false);
  readonly speed = signal(1);
  /** The error, for the reader. */
  readonly trouble: Signal<string | undefined> = signal(undefined);
  /** Counts what the reader changed: the verdict is read aloud after the first of these. */
  readonly changes = signal(0);
  readonly untouched: ReadonlySignal<boolean> = computed(() => this.changes.value === 0);

  /** The error of one of the reader's texts. */
  readonly wrong: Signal<Trouble | undefined> = signal(undefined);
  /** The output of the reader's rule. */
  readonly printed = signal('');
  /** Code that came with a link is shown, and waits for the reader's word before it runs. */
  readonly waits = signal(false);

  readonly #engine = new WorkerLine<Question, Answer>(
    () => new Worker(address, { type: 'module' }),
    'The computation could not be loaded. Check the connection, then change anything.',
  );
  #wanted = 0;
  #working = false;
  /** The world of the sheet that is there. */
  #world: string | undefined;
  /** The engine's problem in Python, and of which world. */
  #problem: { world: string; code: string; examples: number } | undefined;
  /** The engine's last runs, and their settings. */
  #ran: { key: string; runs: readonly Run[] } | undefined;
  /** The runner of the reader's texts. Once it is there, a key reaches Python before anything else is done. */
  #side: Side | undefined;
  /** The last text of the reader's rule that ran. */
  #worked = FIRST_RULE;
  #motion = new AbortController();

  constructor(shown: Shown) {
    this.settings = signal(shown.settings);
    this.shown = signal(shown);
    this.at = signal(lossOf(shown.settings.loss).at);
    this.step = computed(() => Math.min(this.settings.value.steps, Math.floor(this.at.value + 1e-9)));
  }

  set(change: Partial<Settings>): void {
    batch(() => {
      this.settings.value = { ...this.settings.value, ...change };
      this.at.value = Math.min(this.at.value, this.settings.value.steps);
      this.changes.value += 1;
      // Within, so that Python has it before whatever follows the settings takes its time.
      this.refresh();
    });
  }

  /** Looks at the same sheet from above or from a side: nothing is computed for it. */
  turn(tilt: number): void {
    this.settings.value = { ...this.settings.value, tilt };
  }

  /** Begins anew with other settings, at a step, or at the one at which their loss opens. */
  open(settings: Settings, step: number = lossOf(settings.loss).at): void {
    this.pause();
    this.at.value = Math.max(0, Math.min(Math.round(step), settings.steps));
    this.set(settings);
  }

  /** Takes over a loss of the gallery as the reader's own, with rates that go by its slope at the start. */
  async beginFrom({ code, x, y, start }: GalleryLoss): Promise<void> {
    const [x0 = 0, y0 = 0] = start;
    const base = onLoss({ ...this.settings.peek(), lossText: code }, 'own');
    const settings: Settings = { ...base, window: { x, y: y ?? x }, start: [x0, y0] };
    this.open(settings);
    try {
      const python = await this.python();
      const { slopes } = await python.slopes({ problem: { kind: 'loss', code }, points: [y ? [x0, y0] : [x0]] });
      const slope = Math.hypot(...(slopes ?? []));
      if (slope > 0 && this.settings.peek().lossText === code)
        this.set(ratesFor(this.settings.peek(), slope, x[1] - x[0]));
    } catch (error) {
      this.trouble.value = error instanceof Error ? error.message : String(error);
    }
  }

  /** The reader has read the code of the link: it may run. */
  allow(): void {
    this.waits.value = false;
    this.set({});
  }

  reset(): void {
    this.open(firstSettings());
  }

  /** Answers what is set now; while that is computed, only the newest settings wait. */
  refresh(): void {
    this.#wanted += 1;
    if (!this.#working) void this.#work();
  }

  async #work(): Promise<void> {
    this.#working = true;
    for (let done = -1; done !== this.#wanted; ) {
      done = this.#wanted;
      try {
        await this.#answer(this.#allowed());
      } catch (error) {
        this.trouble.value = error instanceof Error ? error.message : String(error);
      }
    }
    this.#working = false;
  }

  /** The settings as far as their code may run. */
  #allowed(): Settings {
    const settings = this.settings.peek();
    if (!this.waits.peek()) return settings;
    const calm = isPython(settings.loss)
      ? { ...settings, loss: 'basins' as const, start: lossOf('basins').start }
      : settings;
    return { ...calm, own: { ...calm.own, text: FIRST_RULE, on: calm.own.on && isFirstRule(calm.own.text) } };
  }

  async #answer(settings: Settings): Promise<void> {
    if (isPython(settings.loss)) await this.#answerInPython({ ...settings, loss: settings.loss });
    else await this.#answerByEngine(settings);
  }

  async #answerByEngine(settings: Settings): Promise<void> {
    const world = worldOf(settings);
    const ours = settings.own.on && !isFirstRule(settings.own.text);
    // Where the problem is known already, Python does not wait for the engine.
    const told = ours && this.#problem?.world === world ? this.#runOwn(settings, this.#problem) : undefined;
    // A failure is handled below; if the engine fails first, its failure is the one that is told.
    told?.catch(() => {});
    const { runs, scene, problem, examples } = await this.#askEngine(settings, world, ours);
    if (problem !== undefined) this.#problem = { world, code: problem, examples: examples ?? 0 };
    const { sheet, minima } = scene ?? this.shown.peek();
    if (!ours) {
      this.#worked = FIRST_RULE;
      // A rule that waits for the reader's word has no run.
      const [own, ...others] = runs;
      this.#show({ settings, runs: [settings.own.on ? own : undefined, ...others], sheet, minima }, world);
      return;
    }
    if (scene) this.#show({ settings, runs: [undefined, ...runs.slice(1)], sheet, minima }, world);
    const own = await (told ?? this.#runOwn(settings, this.#problem));
    const [first, ...rivals] = runs;
    // Where nothing of the reader's has run yet, the rule of the page goes on.
    this.#show({ settings, runs: [own.run ?? first, ...rivals], sheet, minima }, world, own);
  }

  /** The engine's runs; at a key in the reader's text that is what it ran before. */
  async #askEngine(settings: Settings, world: string, ours: boolean): Promise<Ran> {
    // The reader's own text runs in Python: its place holds the rule of the page meanwhile.
    const rules = rulesOf(ours ? { ...settings, own: { ...settings.own, text: FIRST_RULE } } : settings);
    const { start, steps, noise, batch: size, seed } = settings;
    const key = JSON.stringify([world, start, steps, noise, size, seed, rules]);
    const wants = { scene: this.#world !== world, problem: ours && this.#problem?.world !== world };
    if (this.#ran?.key === key && !wants.scene && !wants.problem) return { runs: this.#ran.runs };
    const { runs, ...others } = await this.#engine.ask({ kind: 'runs', settings, rules, ...wants });
    if (!runs) throw new Error('The computation gave no answer.');
    this.#ran = { key, runs };
    return { runs, ...others };
  }

  async #answerInPython(settings: Settings & { loss: 'own' | 'model' }): Promise<void> {
    const world = worldOf(settings);
    const { python, sceneOfText, runText, problemTextOf, withMarks } = this.#side ?? (await this.#openSide());
    let { sheet, minima } = this.shown.peek();
    const isNew = this.#world !== world;
    if (isNew) {
      const made = await sceneOfText(python, settings);
      if (!made) return;
      if (!made.scene) {
        this.wrong.value = made.trouble;
        return;
      }
      ({ sheet, minima } = made.scene);
    }
    const problem = problemTextOf(settings, '');
    const [{ texts = [] }, own] = await Promise.all([
      this.#engine.ask({ kind: 'texts', settings, rules: rulesOf(settings).slice(1) }),
      this.#runOwn(settings),
    ]);
    const rivals: (Run | undefined)[] = [];
    for (const [i, code] of texts.entries()) {
      const told = settings.rivals[i]?.on ? await runText(python, settings, problem, code, `rival ${i}`) : undefined;
      rivals.push(told?.trouble ? undefined : told?.run);
    }
    const runs = [own.run, ...rivals];
    this.#show({ settings, runs, sheet, minima }, world, own);
    if (!isNew || settings.loss !== 'own') return;
    const marked = await withMarks(python, settings, { sheet, minima });
    this.#show({ settings, runs, ...marked }, world, own);
  }

  /** The reader's rule; where its text is wrong, the last one that worked, with the trouble beside it. */
  async #runOwn(
    settings: Settings,
    engine: { code: string; examples: number } = { code: '', examples: 0 },
  ): Promise<Told> {
    const { python, runText, problemTextOf } = this.#side ?? (await this.#openSide());
    const problem = problemTextOf(settings, engine.code);
    const { text } = settings.own;
    const told = await runText(python, settings, problem, text, 'own', engine.examples);
    if (told && !told.trouble) this.#worked = text;
    if (!told?.trouble || this.#worked === text) return told ?? { printed: '' };
    const before = await runText(python, settings, problem, this.#worked, 'own before', engine.examples);
    return { trouble: told.trouble, printed: told.printed, ...(before?.run && !before.trouble && { run: before.run }) };
  }

  /** The reader's model with the parameters that each rule has at a step; undefined where newer ones are asked for. */
  async curves(xs: Column, step: number): Promise<readonly Fit[] | undefined> {
    const { settings, runs } = this.shown.peek();
    if (settings.loss !== 'model' || this.waits.peek()) return [];
    const python = await this.python();
    const n = settings.phi.length;
    const fits: Fit[] = [];
    for (const { look, run } of contestants({ settings, runs })) {
      const row = Math.min(step, run.loss.length - 1);
      const phi = Array.from(run.phi?.subarray(row * n, (row + 1) * n) ?? []);
      const { values, passed } = await python.curve({
        code: settings.modelText,
        phi,
        xs: Array.from(xs),
        lane: `fit ${look}`,
      });
      if (passed) return undefined;
      if (values) fits.push({ look, xs, ys: Float64Array.from(values) });
    }
    return fits;
  }

  async #openSide(): Promise<Side> {
    const python = await this.python();
    this.#side = { python, ...(await import('./python-side.ts')) };
    return this.#side;
  }

  /** Fetched when a text of the reader's is first run. */
  async python(): Promise<Python> {
    const { openPython } = await import('../../python/python.ts');
    try {
      return await openPython();
    } catch {
      throw new Error('Python could not be loaded. Check the connection, then change anything.');
    }
  }

  #show(shown: Shown, world: string, told?: Told): void {
    batch(() => {
      this.#world = world;
      this.shown.value = shown;
      this.trouble.value = undefined;
      this.wrong.value = told?.trouble;
      this.printed.value = told?.printed ?? '';
    });
  }

  async play(): Promise<void> {
    const { steps } = this.settings.peek();
    const at = this.at.peek();
    this.playing.value = true;
    // A long run is played faster, so that nobody waits for minutes.
    const pace = (PACE * Math.max(1, steps / 100)) / 1000;
    this.#motion.abort();
    this.#motion = new AbortController();
    const { signal } = this.#motion;
    const from = at >= steps ? 0 : at;
    if (await play(this.at, { from, last: steps, pace: () => this.speed.peek() * pace, signal })) this.standAt(steps);
  }

  pause(): void {
    this.#motion.abort();
    this.playing.value = false;
    this.at.value = Math.min(this.settings.peek().steps, Math.round(this.at.peek()));
  }

  standAt(step: number): void {
    this.pause();
    this.at.value = Math.min(this.settings.peek().steps, Math.max(0, Math.round(step)));
  }
}

/** The parts of a sheet, as a text: if it is the same, the sheet is. */
function worldOf({ loss, points, lossText, modelText, window, over, phi }: Settings): string {
  if (loss === 'line') return JSON.stringify([loss, points, window]);
  if (loss === 'own') return JSON.stringify([loss, lossText, window]);
  if (loss === 'model') {
    const others = phi.map((value, i) => (over.includes(i) ? 0 : value));
    return JSON.stringify([loss, modelText, window, points, over, others]);
  }
  return loss;
}
