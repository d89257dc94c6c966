/**
 * Claims of the pages, attacked as by the button, with each turn run a second time. The budget counts only settings,
 * not time.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Values } from '../../../src/engine/schema.ts';
import { defaults } from '../../../src/engine/values.ts';
import { experiments } from '../../../src/experiments/index.ts';
import { breakText } from '../../../src/figure/break/break-text.ts';
import { candidatesOf } from '../../../src/figure/break/candidates.ts';
import { type Answer, type Finding, findBreak } from '../../../src/figure/break/find-turn.ts';
import type { Experiment } from '../../../src/figure/experiment.ts';
import { listParts } from '../../../src/figure/parts.ts';
import { presentWith, runExperiment } from '../../../src/figure/run.ts';

type Id = keyof typeof experiments;

async function load(id: Id): Promise<{ experiment: Experiment; answer: (values: Values) => Answer }> {
  const experiment = (await experiments[id]!()).default as Experiment;
  if (experiment.pace !== 'long') {
    // As on the page, a part that a setting does not change is computed once.
    const cache = new Map<string, unknown>();
    const answer = (values: Values): Answer =>
      runExperiment(experiment, values, { cache }).presentation.verdict.outcome ?? 'open';
    return { experiment, answer };
  }
  const file = new URL(`../../../src/precomputed/${id}.json`, import.meta.url);
  const { parts } = JSON.parse(readFileSync(file, 'utf8')) as { parts: { key: string; result: unknown }[] };
  const kept = new Map(parts.map(({ key, result }) => [key, result]));
  const answer = (values: Values): Answer => {
    if (listParts(experiment.parts(values)).some(({ key }) => !kept.has(key))) return 'unknown';
    return presentWith(experiment, values, (key) => kept.get(key)).verdict.outcome ?? 'open';
  };
  return { experiment, answer };
}

async function attack(
  id: Id,
  most: number,
  set: Partial<Values> = {},
): Promise<{ finding: Finding; answer: (values: Values) => Answer }> {
  const { experiment, answer } = await load(id);
  // A partial setting has no undefined values, which TypeScript cannot infer from the spread.
  const now = { ...defaults(experiment.parameters), ...set } as Values;
  const outcome = answer(now);
  if (outcome !== 'holds' && outcome !== 'fails') throw new Error(`${id}: the verdict is ${outcome}`);
  const finding = await findBreak({
    schema: experiment.parameters,
    now,
    outcome,
    candidates: experiment.pace === 'long' ? candidatesOf(experiment.parameters, now, experiment.ahead ?? []) : [],
    outcomeAt: async (values) => answer(values),
    spent: (evaluations) => evaluations / most,
  });
  return { finding, answer };
}

describe('a claim that is broken turns where the search says, and not just before', () => {
  it.each<[Id, number]>([
    ['nesterov', 120],
    ['figure-6-9', 260],
    ['adam-moments', 260],
    ['bias-correction', 260],
    ['adam-fails', 120],
    ['random-or-grid', 260],
    ['grow-the-batch', 260],
    ['edge-of-stability', 260],
  ])(
    '%s',
    async (id, most) => {
      const { finding, answer } = await attack(id, most);
      const opposite = finding.outcome === 'holds' ? 'fails' : 'holds';
      expect(finding.turn).toBeDefined();
      expect(answer(finding.turn!.values)).toBe(opposite);
      if (finding.turn!.before) expect(answer(finding.turn!.before)).not.toBe(opposite);
      expect(answer(finding.now)).toBe(finding.outcome);
    },
    60_000,
  );

  it('hyperparameter-search: of what is computed ahead nothing turns it, whichever number chooses', async () => {
    const { finding, answer } = await attack('hyperparameter-search', 100);
    expect(finding.outcome).toBe('holds');
    expect(finding.turn).toBeUndefined();
    for (const choose of ['validation', 'training']) expect(answer({ ...finding.now, choose })).toBe('holds');
    const { parameters } = (await load('hyperparameter-search')).experiment;
    expect(breakText(parameters, finding).found[0]).toMatch(/^None of \d+ settings turned it/);
  }, 60_000);

  it('optimizer-race: no setting makes one rule the best on every problem', async () => {
    const { finding } = await attack('optimizer-race', 24, { rates: 'defaults' });
    expect(finding.turn).toBeUndefined();
    const { parameters } = (await load('optimizer-race')).experiment;
    expect(breakText(parameters, finding).found[0]).toMatch(/^None of \d+ settings turned it/);
  }, 60_000);
});
