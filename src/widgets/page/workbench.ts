import type { Experiment, Presentation } from '../../figure/experiment.ts';
import { type ListedPart, listParts } from '../../figure/parts.ts';
import { scriptAt } from '../../figure/python.ts';
import { askOf, withAsks } from '../../figure/rule.ts';
import { measurePart, type PresentOptions, presentWith, resultsBefore, runExperiment } from '../../figure/run.ts';
import { difference } from './difference.ts';
import { LruCache } from './lru-cache.ts';
import type { Answers, Setting, Task } from './messages.ts';

/** Enough for the recent part of a drag and for a pinned run on each figure of a page. */
const RECENT = 64;

/** Data stored for a figure rendered here. The page keeps track of it, and tells when to discard it. */
interface KeptFigure {
  results: Map<string, unknown>;
  shown?: Presentation;
}

export interface Done {
  answer: Answers[keyof Answers];
  /** Memory transferred with the answer, since it is no longer needed here. */
  transfer: ArrayBuffer[];
}

/** Performs the tasks of experiments in a worker, and stores data for later tasks. */
export class Workbench {
  /** Results of experiments that are computed and rendered in one go. */
  readonly #recent = new LruCache<unknown>(RECENT);
  readonly #figures = new Map<string, KeptFigure>();

  perform(experiment: Experiment, task: Exclude<Task, { kind: 'path' | 'seen' }>): Done {
    switch (task.kind) {
      case 'run': {
        const cache = {
          get: (key: string) => this.#recent.get(`${task.id} ${key}`),
          set: (key: string, result: unknown) => this.#recent.set(`${task.id} ${key}`, result),
        };
        const options = { cache, ...optionsOf(task.setting) };
        const { presentation } = runExperiment(experiment, task.setting.values, options);
        return changesOf(this.#figureOf(task), presentation);
      }
      case 'parts':
        return kept(withAsks(listParts(experiment.parts(task.values), experiment.work), experiment));
      case 'ask':
        return kept(askOf(experiment, task.part, resultsBefore(experiment, task.part, heldIn(task.before))));
      case 'measure': {
        const answer = measurePart(experiment, task.part, task.made, heldIn(task.before));
        if (task.keepFor === undefined) return { answer, transfer: buffersIn(answer) };
        this.#figureOf({ figure: task.keepFor }).results.set(task.part.key, answer);
        return kept(answer);
      }
      case 'present': {
        const figure = this.#figureOf(task);
        for (const [key, result] of task.results) figure.results.set(key, result);
        const resultOf = (key: string): unknown => figure.results.get(key);
        return changesOf(figure, presentWith(experiment, task.setting.values, resultOf, optionsOf(task.setting)));
      }
      case 'outcome': {
        const { setting, results } = task;
        const { verdict } = results
          ? presentWith(experiment, setting.values, (key) => results.get(key), optionsOf(setting))
          : runExperiment(experiment, setting.values, optionsOf(setting)).presentation;
        return kept(verdict.outcome ?? 'open');
      }
      case 'ahead':
        return kept(experiment.ahead ?? []);
      case 'python':
        return kept(scriptAt(experiment, task.values) ?? { text: '' });
    }
  }

  #figureOf({ figure: name, forget }: { figure: string; forget?: true }): KeptFigure {
    const known = forget ? undefined : this.#figures.get(name);
    if (known) return known;
    const figure: KeptFigure = { results: new Map() };
    this.#figures.set(name, figure);
    return figure;
  }
}

const kept = (answer: Done['answer']): Done => ({ answer, transfer: [] });

const heldIn =
  (results: ReadonlyMap<string, unknown> | undefined) =>
  ({ key }: ListedPart): unknown =>
    results?.get(key);

/** The difference between a picture and the figure's last one made here. */
function changesOf(figure: KeptFigure, presentation: Presentation): Done {
  const changes = difference(figure.shown, presentation);
  figure.shown = presentation;
  return kept(changes);
}

function optionsOf({ pinned, iteration, large }: Setting): PresentOptions<Experiment['parameters']> {
  return { ...(pinned && { pinned }), ...(iteration !== undefined && { at: iteration }), ...(large && { large }) };
}

/** The buffers behind the columns of a result. A column that fills only part of its buffer is copied instead. */
function buffersIn(result: unknown, found: Set<ArrayBuffer> = new Set()): ArrayBuffer[] {
  if (ArrayBuffer.isView(result)) {
    const { buffer, byteLength } = result;
    if (buffer instanceof ArrayBuffer && byteLength === buffer.byteLength) found.add(buffer);
  } else if (typeof result === 'object' && result !== null) {
    for (const field of Object.values(result)) buffersIn(field, found);
  }
  return [...found];
}
