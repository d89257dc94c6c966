import { describe, expect, it } from 'vitest';
import { axis, map, path } from '../../../src/figure/index.ts';
import { Figure } from '../../../src/widgets/page/figure.ts';
import { onWay } from '../../../src/widgets/panels/altered.ts';
import { drawnFrames } from './frames.ts';
import { specOf, toyExperiment, toyPool } from './toy.ts';

/** A run of twenty steps, with a panel that the page cannot cut. */
const STEPS = 20;
const toy = toyExperiment({ pace: 'instant' });
const walked = {
  ...toy,
  present: (...given: Parameters<typeof toy.present>) => ({ ...toy.present(...given), steps: STEPS }),
};

/** A map whose run the page can cut, with a line at the run's position. */
const slope = ({ n }: { n: number }, _: unknown, { at = 0 }: { at?: number } = {}) => {
  const line = { name: 'slope', role: 'theory' as const, x: Float64Array.of(at, at + n), y: Float64Array.of(0, 1) };
  const column = Float64Array.from({ length: STEPS + 1 }, (_, t) => t);
  const run = path('run', 'run', { x: column, y: column }, { steps: true });
  const hill = map({
    name: 'hill',
    title: 'Hill',
    x: axis('x', [0, 1]),
    y: axis('y', [0, 1]),
    lines: [line],
    paths: [run],
  });
  return { panels: [hill], numbers: {}, verdict: { text: '' }, steps: STEPS };
};

describe('a Figure that moves', () => {
  const frames = drawnFrames();
  const { draw } = frames;
  async function opened(more: Parameters<typeof specOf>[1] = {}) {
    const { pool, asked } = toyPool(walked);
    const figure = new Figure(specOf('instant', more), { n: 1 }, pool);
    await figure.run();
    return { figure, asked };
  }

  it('walks its run once by itself, in a second and a half, and shows the whole at the end', async () => {
    const { figure } = await opened();
    figure.meet();
    // It waits for the work in progress before its first frame.
    await draw(1);
    await draw(50);
    expect(figure.moving.value).toBe(true);
    expect(figure.upTo.value).toBeCloseTo((STEPS * 49 * 16) / 1500, 9);
    await draw(50);
    expect([figure.moving.value, figure.upTo.value, figure.midway.value]).toEqual([false, undefined, undefined]);
    figure.meet();
    await draw(2);
    expect(figure.moving.value).toBe(false);
  });

  it('is played from its start where Play is pressed while it moves by itself', async () => {
    const { figure } = await opened();
    void figure.autoplay();
    await draw(30);
    expect([figure.moving.value, figure.byItself.value]).toEqual([true, true]);
    expect(figure.upTo.value).toBeGreaterThan(4);
    void figure.play();
    expect(figure.byItself.value).toBe(false);
    await draw(2);
    expect(figure.moving.value).toBe(true);
    expect(figure.upTo.value).toBeLessThan(1);
    figure.standAt(3);
    expect([figure.moving.value, figure.byItself.value]).toEqual([false, false]);
  });

  it('moves nothing by itself if the reader wants no motion', async () => {
    frames.calm = true;
    const { figure } = await opened();
    figure.meet();
    await draw(2);
    expect(figure.moving.value).toBe(false);
    void figure.play();
    await draw(2);
    expect(figure.moving.value).toBe(true);
  });

  it('opens at its last step by a link to a later one, and tells the reader', async () => {
    const { figure } = await opened();
    await figure.openAt(STEPS);
    expect(figure.messages.value).toEqual([]);
    await figure.openAt(999);
    expect(figure.messages.value).toEqual(['Step: this run has only 20 steps, so it opens at its last.']);
    expect(figure.step).toBeUndefined();
  });

  it('plays from where the reader stands, at the speed that is chosen, and goes no further once it is stopped', async () => {
    const { figure } = await opened();
    figure.standAt(5);
    await figure.run();
    figure.speed.value = 2;
    void figure.play();
    await draw(26);
    // After its first steps a run is faster.
    expect(figure.upTo.value).toBeCloseTo(5 + (2 * 25 * 16) / 60, 9);
    figure.standAt(7);
    await draw(3);
    expect([figure.moving.value, figure.upTo.value, figure.standing.value]).toEqual([false, 7, 7]);
  });

  it('goes on where it was when it has been out of sight', async () => {
    const { figure } = await opened();
    void figure.play();
    await draw(2);
    const before = figure.upTo.value ?? 0;
    await draw(1, 60_000);
    expect((figure.upTo.value ?? 0) - before).toBeCloseTo(100 / 350, 9);
  });

  it('is told by a passage, from its start to where it ends, and what is told is nobody’s own', async () => {
    const { figure } = await opened();
    void figure.tell({ values: { n: 3 }, ends: 6, plays: true });
    await draw(3);
    expect([figure.moving.value, figure.values.value, figure.readerValues]).toEqual([true, { n: 3 }, { n: 1 }]);
    await draw(150);
    expect([figure.moving.value, figure.upTo.value, figure.standing.value]).toEqual([false, 6, 6]);
    await figure.tell({ values: { n: 4 }, ends: 0 });
    expect([figure.upTo.value, figure.values.value]).toEqual([0, { n: 4 }]);
  });

  it('is asked about until something is seen of its run, and again at its start', async () => {
    const { figure } = await opened();
    const passage = { values: { n: 3 }, ends: 0, asks: 'Where will it end?' };
    const drawn = new Set<number | undefined>();
    await figure.tell(passage);
    figure.upTo.subscribe((t) => void drawn.add(t));
    await figure.tell(passage);
    // It never flashes completely, not even for a moment.
    expect([...drawn]).toEqual([0]);
    expect(figure.asks.value).toBe('Where will it end?');
    void figure.play();
    await draw(3);
    expect(figure.asks.value).toBeUndefined();
    await draw(300);
    expect([figure.moving.value, figure.asks.value]).toEqual([false, undefined]);
    await figure.tell(passage);
    expect(figure.asks.value).toBe('Where will it end?');
    figure.standAt(4);
    expect(figure.asks.value).toBeUndefined();
  });

  it('tells nothing of a step under the pointer that is not drawn yet', async () => {
    const { figure } = await opened();
    await figure.tell({ values: { n: 3 }, ends: 0, asks: 'Where will it end?' });
    figure.hover(4);
    expect(figure.iteration.value).toBe(0);
    figure.standAt(6);
    figure.hover(4);
    expect(figure.iteration.value).toBe(4);
    figure.hover(7);
    expect(figure.iteration.value).toBe(6);
  });

  it('goes on from where a passage of the same run has stopped, and is played from the start by a passage of another', async () => {
    const { figure } = await opened();
    void figure.tell({ values: { n: 3 }, ends: 6, plays: true });
    await draw(200);
    expect(figure.upTo.value).toBe(6);
    void figure.tell({ values: { n: 3 }, plays: true });
    await draw(3);
    expect(figure.moving.value).toBe(true);
    expect(figure.upTo.value).toBeGreaterThanOrEqual(6);
    figure.standAt(6);
    void figure.tell({ values: { n: 4 }, plays: true });
    await draw(3);
    expect(figure.upTo.value).toBeLessThan(6);
  });

  it('says in a scene of no step under the pointer that a run which is drawn is about to begin', async () => {
    const { figure } = await opened({ scene: true });
    void figure.tell({ values: { n: 3 } });
    await draw(300);
    figure.hover(0);
    expect(figure.iteration.value).toBeUndefined();
    figure.hover(4);
    expect(figure.iteration.value).toBe(4);
    figure.hover(0);
    expect(figure.iteration.value).toBeUndefined();
  });

  it('goes on when somebody plays it before the picture of its passage is there', async () => {
    const { figure } = await opened();
    void figure.tell({ values: { n: 3 }, ends: 0, asks: 'Where will it end?' });
    void figure.play();
    await draw(3);
    expect(figure.moving.value).toBe(true);
    await draw(400);
    expect([figure.moving.value, figure.upTo.value]).toEqual([false, undefined]);
  });

  it('is left alone by a story once the reader has set something, and is the story’s again when it is told again', async () => {
    const { figure } = await opened();
    await figure.tell({ values: { n: 3 }, ends: 0 });
    expect(figure.taken.value).toBe(false);
    figure.set({ n: 5 });
    expect([figure.taken.value, figure.readerValues, figure.upTo.value]).toEqual([true, { n: 5 }, undefined]);
    figure.standAt(2);
    await figure.tell({ values: { n: 4 }, ends: 0 });
    expect([figure.taken.value, figure.values.value, figure.upTo.value]).toEqual([false, { n: 4 }, 0]);
    // The URL matches the screen; the reader's own values are kept.
    expect(figure.readerValues).toEqual({ n: 1 });
    figure.takeBack();
    expect([figure.taken.value, figure.values.value, figure.upTo.value]).toEqual([true, { n: 5 }, 2]);
    // Moving a slider of steps makes no other run.
    await figure.tell({ values: { n: 4 }, ends: 0 });
    figure.taken.value = true;
    await figure.tell({ values: { n: 3 }, ends: 0 });
    expect(figure.own.value?.values).toEqual({ n: 5 });
    figure.reset();
    expect([figure.own.value, figure.readerValues]).toEqual([undefined, { n: 1 }]);
  });

  it('tells the end of a reader’s run, and not the step from which a story was being told', async () => {
    const { figure } = await opened({ stepper: { start: 2 } });
    void figure.tell({ values: { n: 3 }, plays: true });
    await draw(3);
    expect([figure.moving.value, figure.standing.value]).toEqual([true, 0]);
    figure.set({ n: 5 });
    expect([figure.upTo.value, figure.standing.value]).toEqual([undefined, STEPS]);
    // A ledger stays at the step the reader has opened.
    figure.standAt(7);
    figure.set({ n: 6 });
    expect(figure.standing.value).toBe(7);
    // Reset returns to the page's opening, also out of a story.
    void figure.tell({ values: { n: 3 } });
    figure.reset();
    expect(figure.standing.value).toBe(2);
  });

  it('goes over by itself if there is no run, and is at once at its end when a hand goes to its number', async () => {
    const { figure } = await opened({ still: true });
    void figure.tell({ values: { n: 9 }, plays: true });
    await draw(50);
    expect([figure.values.value.n, figure.taken.value]).toEqual([expect.closeTo(5, 0), false]);
    // During the transition values have no more digits than can be read.
    expect(String(figure.values.value.n)).toMatch(/^\d(\.\d)?$/);
    figure.arrive();
    expect(figure.values.value).toEqual({ n: 9 });
    await draw(50);
    expect(figure.values.value).toEqual({ n: 9 });
    // When it has arrived, or is set elsewhere, it stays.
    figure.set({ n: 2 });
    figure.arrive();
    expect(figure.values.value).toEqual({ n: 2 });
  });

  it('is at once where a passage ends, if the reader wants no motion', async () => {
    frames.calm = true;
    const { figure } = await opened();
    await figure.tell({ values: { n: 3 }, ends: 7, plays: true });
    expect([figure.moving.value, figure.upTo.value]).toEqual([false, 7]);
  });

  it('asks for a fit of the way one at a time, and heeds no answer once it is stopped', async () => {
    const { figure, asked } = await opened();
    const before = asked.length;
    void figure.play();
    await draw(150);
    const looks = asked.slice(before).map((task) => ('setting' in task ? task.setting.iteration : undefined));
    expect(looks.length).toBeGreaterThan(3);
    expect(looks).toEqual([...new Set(looks)].sort((a, b) => Number(a) - Number(b)));
    expect(JSON.parse(figure.midway.value?.verdict.text ?? '{}').at).toBe(looks.at(-1));
    figure.set({ n: 2 });
    await draw(20);
    expect(figure.midway.value).toBeUndefined();
  });

  it('asks for a slope that is felt where the run is, though the page cuts the run itself', async () => {
    const alone = { ...toy, present: slope };
    const { pool } = toyPool(alone);
    const figure = new Figure(specOf('instant'), { n: 1 }, pool);
    await figure.run();
    void figure.play();
    await draw(150);
    const [hill] = figure.midway.value?.panels ?? [];
    expect(hill?.kind === 'surface' && hill.lines?.[0]?.x[0]).toBeGreaterThan(2);
    expect(onWay(figure.presentation.value!.panels[0]!, hill)).toBe(hill);
    // An unchanged map is not drawn again.
    expect(onWay(hill!, { ...hill! })).toBe(hill);
  });
});
