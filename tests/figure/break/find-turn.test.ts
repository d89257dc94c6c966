import { describe, expect, it } from 'vitest';
import { choice, flag, integer, number, type Schema, type Values } from '../../../src/engine/schema.ts';
import { defaults } from '../../../src/engine/values.ts';
import { experiments } from '../../../src/experiments/index.ts';
import { axisValues, isSample } from '../../../src/figure/break/axes.ts';
import { breakText } from '../../../src/figure/break/break-text.ts';
import { type Answer, type Attack, findBreak } from '../../../src/figure/break/find-turn.ts';

const help = 'A help text.';
const schema = {
  rate: number({ label: 'Rate α', help, default: 0.1, min: 0.001, max: 10, step: 0.001, scale: 'log' }),
  decay: number({ label: 'Decay β', help, default: 0.5, min: 0, max: 1, step: 0.01 }),
  batch: integer({ label: 'Batch B', help, default: 5, min: 1, max: 30 }),
  rule: choice({ label: 'Rule', help, default: 'plain', options: { plain: 'plain', adam: 'Adam' } }),
  correct: flag({ label: 'Correction', help, default: true }),
  seed: integer({ label: 'Seed', help, default: 1, min: 0, max: 9999 }),
  runs: integer({ label: 'Runs', help, default: 20, min: 1, max: 100 }),
} satisfies Schema;
type V = Values<typeof schema>;

/** Attacks a claim that holds at the defaults, and counts the evaluations. */
async function attack(answer: (values: V) => Answer, more: Partial<Attack> = {}, most = 400) {
  const asked: V[] = [];
  const finding = await findBreak({
    schema,
    now: defaults(schema),
    outcome: 'holds',
    outcomeAt: async (values) => {
      asked.push(values as V);
      return answer(values as V);
    },
    spent: (evaluations) => evaluations / most,
    ...more,
  });
  return { finding, asked };
}

describe('findBreak', () => {
  it('finds the nearest turn along a control on its own scale, to within a stop of it', async () => {
    const { finding } = await attack(({ rate, decay }) => (rate > 0.37 || decay > 0.9 ? 'fails' : 'holds'));
    const { rate, ...others } = finding.turn!.values as V;
    expect(rate).toBeGreaterThan(0.37);
    expect(rate).toBeLessThan(0.38);
    expect(others).toEqual({ decay: 0.5, batch: 5, rule: 'plain', correct: true, seed: 1, runs: 20 });
    const before = finding.turn!.before as V;
    expect(before.rate).toBeLessThanOrEqual(0.37);
    expect(before.rate).toBeGreaterThan(0.36);
  });

  it('follows the nearest turn to its border, though the same control turns it farther off the other way too', async () => {
    const { finding } = await attack(({ rate, decay, batch }) =>
      rate > 0.25 || rate < 0.0015 || decay > 0.75 || batch >= 15 ? 'fails' : 'holds',
    );
    expect((finding.turn!.values as V).rate).toBeLessThan(0.26);
    expect((finding.turn!.before as V).rate).toBeGreaterThan(0.24);
  });

  it('measures nearness as a share of the range, so that a long way on one scale may be the nearer', async () => {
    const { finding } = await attack(({ rate, decay }) => (rate >= 0.3 || decay >= 0.57 ? 'fails' : 'holds'));
    expect((finding.turn!.values as V).decay).toBe(0.57);
  });

  it('tries every choice and flag, and whole numbers in whole steps', async () => {
    const byFlag = await attack(({ correct }) => (correct ? 'holds' : 'fails'));
    expect((byFlag.finding.turn!.values as V).correct).toBe(false);
    const byChoice = await attack(({ rule }) => (rule === 'adam' ? 'fails' : 'holds'));
    expect((byChoice.finding.turn!.values as V).rule).toBe('adam');
    const byCount = await attack(({ batch }) => (batch >= 17 ? 'fails' : 'holds'));
    expect((byCount.finding.turn!.values as V).batch).toBe(17);
  });

  it('finds on its map what only two controls together turn', async () => {
    const { finding } = await attack(({ rate, decay }) => (rate > 1 && decay > 0.8 ? 'fails' : 'holds'));
    const { rate, decay, ...others } = finding.turn!.values as V;
    expect(others).toEqual({ batch: 5, rule: 'plain', correct: true, seed: 1, runs: 20 });
    expect(rate).toBeGreaterThan(1);
    expect(decay).toBeGreaterThan(0.8);
    expect(breakText(schema, finding).found[0]).toMatch(
      /^It fails when “Rate α” is \d\.\d+ instead of 0\.100, and “Decay β” is/,
    );
  });

  it('turns a claim that fails as well, and does not take “depends” for a turn but tells where it is', async () => {
    const now = defaults(schema);
    const answer = ({ decay }: V): Answer => (decay > 0.8 ? 'holds' : decay > 0.6 ? 'depends' : 'fails');
    const { finding } = await attack(answer, { now, outcome: 'fails' });
    expect((finding.turn!.values as V).decay).toBe(0.81);
    expect((finding.depends!.values as V).decay).toBeLessThanOrEqual(0.63);
  });

  it('leaves what only marks something as it is, though its values are as many as any', async () => {
    const marking = { ...schema, batch: { ...schema.batch, onlyMarks: true } as const };
    const { finding, asked } = await attack(() => 'holds', { schema: marking });
    expect(finding.searched).not.toContain('batch');
    expect(asked.every(({ batch }) => batch === 5)).toBe(true);
  });

  it('says that none of so many settings turned it, and leaves what is only a sample', async () => {
    const { finding, asked } = await attack(({ decay }) => (decay > 0.9 ? 'depends' : 'holds'));
    expect(finding.turn).toBeUndefined();
    expect(finding.tried).toBe(asked.length);
    expect(finding.searched).toEqual(['rate', 'decay', 'batch', 'rule', 'correct']);
    expect(finding.left).toEqual(['seed', 'runs']);
    expect(asked.every(({ runs }) => runs === 20)).toBe(true);
    const { found } = breakText(schema, finding);
    expect(found[0]).toContain(
      `None of ${asked.length} settings turned it; at ${finding.depends!.count} of them it depends.`,
    );
  });

  it('asks each setting once, and the same ones in the same order every time', async () => {
    const answer = ({ rate, batch }: V): Answer => (rate * batch > 2 ? 'fails' : 'holds');
    const [one, two] = [await attack(answer), await attack(answer)];
    expect(new Set(one.asked.map((values) => JSON.stringify(values))).size).toBe(one.asked.length);
    expect(two).toEqual(one);
  });

  it.each([5, 20, 60])('stops after %i settings with what it has, and says so', async (most) => {
    const { finding, asked } = await attack(({ decay }) => (decay > 0.52 ? 'fails' : 'holds'), {}, most);
    expect(asked.length).toBeLessThanOrEqual(most);
    expect(finding.stopped).toBe(true);
    expect(breakText(schema, finding).searched.at(-1)).toContain('ended with its time');
  });

  it('leaves controls that the page hides', async () => {
    const { finding, asked } = await attack(({ rate }) => (rate > 0.2 ? 'fails' : 'holds'), { hide: ['rate'] });
    expect(finding.turn).toBeUndefined();
    expect(asked.every(({ rate }) => rate === 0.1)).toBe(true);
  });

  it('counts settings that were not computed ahead apart, and looks at those that were', async () => {
    const now = defaults(schema);
    const ahead = { ...now, rate: 3 };
    const known = ({ rate, ...others }: V): boolean =>
      rate === 3 && Object.entries(others).every(([name, value]) => value === now[name as keyof V]);
    const { finding } = await attack((values) => (known(values) ? 'fails' : 'unknown'), { candidates: [ahead] });
    expect(finding.turn!.values).toEqual(ahead);
    expect(finding.tried).toBe(1);
    expect(finding.unknown).toBeGreaterThan(20);
    expect(breakText(schema, finding).found.join(' ')).toContain('Only what was computed ahead was looked at');
  });

  it('draws only what was computed ahead, and no map of a long experiment that is all but empty', async () => {
    const now = defaults(schema);
    const candidates = [now, { ...now, rate: 3 }, { ...now, decay: 0.2 }, { ...now, decay: 0.9, rate: 3 }];
    const ahead = new Set(candidates.map((values) => `${values.rate} ${values.decay}`));
    const { finding } = await attack(
      ({ rate, decay, batch, rule, correct }) =>
        !ahead.has(`${rate} ${decay}`) || batch !== 5 || rule !== 'plain' || !correct
          ? 'unknown'
          : rate === 3
            ? 'fails'
            : 'holds',
      { candidates },
    );
    const { x, y, cells } = finding.map!;
    expect([x, y]).toEqual([
      { name: 'rate', values: [0.1, 3] },
      { name: 'decay', values: [0.2, 0.5, 0.9] },
    ]);
    expect(cells).toEqual([
      ['holds', 'unknown'],
      ['holds', 'fails'],
      ['unknown', 'fails'],
    ]);
    const alone = await attack(() => 'unknown', { candidates: [now] });
    expect(alone.finding.map).toBeUndefined();
  });
});

describe('other seeds', () => {
  it('says at how many of them the turn is shared', async () => {
    const { finding } = await attack(({ decay }) => (decay > 0.7 ? 'fails' : 'holds'));
    expect(finding.turn!.seeds).toEqual({ turned: 5, of: 5 });
    expect(breakText(schema, finding).found).toContain('With all 5 other seeds that were tried it fails there too.');
    expect(finding.seedsNow).toEqual({ turned: 0, of: 5 });
  });

  it('goes past a turn that they do not share, and tells of it', async () => {
    const { finding } = await attack(({ decay, rate, seed }) =>
      decay > 0.8 || (rate > 0.15 && rate < 0.2 && seed === 1) ? 'fails' : 'holds',
    );
    expect((finding.turn!.values as V).decay).toBe(0.81);
    expect(finding.turn!.seeds).toEqual({ turned: 5, of: 5 });
    expect((finding.chance!.values as V).rate).toBeLessThan(0.2);
    expect(finding.chance!.seeds).toEqual({ turned: 0, of: 5 });
    expect(breakText(schema, finding).found.join(' ')).toContain('only by chance: at 0 of 5 other seeds');
  });

  it('calls no turn what they never share, however far it looks, and tells of it', async () => {
    const { finding } = await attack(({ decay, seed }) => (decay > 0.7 && seed === 1 ? 'fails' : 'holds'));
    expect(finding.turn).toBeUndefined();
    expect((finding.chance!.values as V).decay).toBeCloseTo(0.71, 9);
    expect(finding.chance!.seeds).toEqual({ turned: 0, of: 5 });
    const said = breakText(schema, finding).found.join(' ');
    expect(said).toMatch(/^None of \d+ settings turned it for more than this seed\. /);
    expect(said).toContain('it fails only by chance: at 0 of 5 other seeds.');
  });

  it('tells a claim that turns with the seed alone', async () => {
    const { finding } = await attack(({ seed }) => (seed % 2 === 1 && seed < 3000 ? 'holds' : 'fails'));
    expect(finding.turn).toBeUndefined();
    expect(finding.seedsNow).toMatchObject({ turned: 3, of: 5 });
    expect(breakText(schema, finding).found.join(' ')).toContain('With only another seed it fails at 3 of 5');
  });
});

describe('the map', () => {
  it('has the border between the two controls with the nearest turns, and both settings in it', async () => {
    const fails = ({ rate, decay }: V): boolean => Math.log10(rate) + 2 * decay > 0.4;
    const { finding } = await attack((values) => (fails(values) ? 'fails' : 'holds'));
    const { x, y, cells } = finding.map!;
    expect([x.name, y.name].sort()).toEqual(['decay', 'rate']);
    for (const side of [x, y]) {
      expect(side.values).toContain(finding.now[side.name]);
      expect(side.values).toContain(finding.turn!.values[side.name]);
    }
    const wrong = cells.flatMap((row, j) =>
      row.filter((cell, i) => {
        const values = { ...finding.now, [x.name]: x.values[i], [y.name]: y.values[j] } as V;
        return cell !== (fails(values) ? 'fails' : 'holds');
      }),
    );
    expect(wrong).toEqual([]);
    expect(new Set(cells.flat())).toEqual(new Set(['holds', 'fails']));
  });

  it('keeps within the range, and has each value once', () => {
    expect(axisValues(schema.batch, 1, 2, 9)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(axisValues(schema.decay, 0.99, 0.98, 9).every((value) => Number(value) <= 1)).toBe(true);
    expect(axisValues(schema.rule, 'plain', undefined, 9)).toEqual(['plain', 'adam']);
    expect(axisValues(schema.decay, 0.5, undefined, 7)).toHaveLength(7);
  });
});

it('every parameter that is a number of seeds or runs counts as a sample, and no other', async () => {
  const names = await Promise.all(
    Object.values(experiments).map(async (load) => Object.entries((await load()).default.parameters)),
  );
  for (const [name, { label }] of names.flat())
    expect([name, isSample(name)]).toEqual([name, /^(Seed|First seed|Seeds|Runs|Searches|Repetitions)\b/.test(label)]);
});
