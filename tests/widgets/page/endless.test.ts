import { expect, it } from 'vitest';
import { integer, number } from '../../../src/engine/schema.ts';
import { defaults } from '../../../src/engine/values.ts';
import network from '../../../src/experiments/your-turn/network/network.ts';
import { Figure } from '../../../src/widgets/page/figure.ts';
import { drawnFrames } from './frames.ts';
import { specOf, toyExperiment, toyPool } from './toy.ts';

const toy = toyExperiment({ pace: 'instant', count: (n) => n % 7 });
/** Its run continues by itself, and ends after step 1003. */
const endless = {
  ...toy,
  present: (...given: Parameters<typeof toy.present>) => ({
    ...toy.present(...given),
    ...(Number(given[0]['n']) >= 1003 && { ended: true as const }),
  }),
};

const frames = drawnFrames(4);
const { draw } = frames;

async function opened(n = 300) {
  const { pool, asked } = toyPool(endless);
  const figure = new Figure(specOf('instant', { frames: 'n', defaults: { n: 300 } }), { n }, pool);
  await figure.run();
  asked.length = 0;
  // A step per frame at first, and then two and a half.
  figure.speed.value = 2;
  return { figure, asked };
}
const steps = (asked: readonly object[]) =>
  asked.map((task) => ('setting' in task ? (task.setting as { values: { n: number } }).values.n : undefined));

it('is shown from its beginning when it is first played, and goes on from where it stands when it is played again', async () => {
  const { figure, asked } = await opened();
  void figure.play();
  await draw(4);
  // The step of the first frame is reported with the next.
  expect(steps(asked)).toEqual([0, 2, 3, 4]);
  figure.rest();
  void figure.play();
  await draw(2);
  expect(steps(asked)).toEqual([0, 2, 3, 4, 5, 6]);
});

it('goes on where the reader has made a step by hand', async () => {
  const { figure } = await opened();
  await figure.goTo(301);
  void figure.play();
  await draw(2);
  expect(figure.frame).toBe(306);
});

it('makes as many steps in a frame when it is stopped and played again before the next frame comes', async () => {
  const { figure, asked } = await opened(10);
  void figure.play();
  figure.rest();
  void figure.play();
  await draw(3);
  expect(steps(asked)).toEqual([11, 12, 13]);
});

it('makes several steps a frame, or one in several, and no more than forty between two pictures', async () => {
  const { figure, asked } = await opened(10);
  figure.speed.value = 32;
  void figure.play();
  await draw(2);
  figure.speed.value = 0.5;
  await draw(8);
  expect(steps(asked)).toEqual([26, 42, 43, 44]);
  figure.speed.value = 200;
  await draw(1);
  expect(figure.frame).toBe(84);
});

it('goes beyond the largest value, where other values take it back to that, and goes on at them', async () => {
  const { figure } = await opened(1000);
  void figure.play();
  await draw(1);
  expect(figure.frame).toBe(1002);
  figure.set({ n: 1001 });
  expect(figure.frame).toBe(1000);
  expect(figure.moving.value).toBe(true);
  await draw(2);
  expect(figure.frame).toBeGreaterThan(1000);
});

/** A figure with a choice, an integer, which counts as one, and a number with a slider. */
function withControls(): Figure {
  const { pool } = toyPool(endless);
  const width = integer({ label: 'Width', help: 'Units of a layer.', default: 1, min: 1, max: 9 });
  const rate = number({ label: 'Rate', help: 'A rate.', default: 1, min: 1, max: 9, step: 1 });
  const spec = specOf('instant', { frames: 'n' });
  return new Figure({ ...spec, schema: { ...spec.schema, width, rate } }, { n: 500, width: 1, rate: 1 }, pool);
}

it('begins again at whatever is chosen, and waits for Play, or goes on if it was running', async () => {
  const figure = withControls();
  await figure.goTo(600);
  figure.set({ width: 2 });
  expect([figure.frame, figure.moving.value]).toEqual([0, false]);
  await draw(4);
  expect(figure.frame).toBe(0);
  void figure.play();
  await draw(4);
  expect(figure.frame).toBeGreaterThan(0);
  figure.set({ width: 3 });
  expect([figure.frame, figure.moving.value]).toEqual([0, true]);
  await draw(4);
  expect(figure.frame).toBeGreaterThan(0);
  figure.rest();
});

it('shows at once where another number leads while it stands still, and what a link or Reset says', async () => {
  const figure = withControls();
  await figure.goTo(600);
  figure.set({ rate: 2 });
  expect([figure.frame, figure.moving.value]).toEqual([600, false]);
  figure.bring({ n: 300, width: 5, rate: 1 });
  expect([figure.frame, figure.moving.value]).toEqual([300, false]);
});

it('restarts at other values while it is played, and at a press, but not under a slider that is dragged', async () => {
  const figure = withControls();
  await figure.goTo(600);
  void figure.play();
  await draw(2);
  figure.set({ rate: 3 });
  expect([figure.frame, figure.moving.value]).toEqual([0, true]);
  await draw(4);
  const before = figure.frame ?? 0;
  expect(before).toBeGreaterThan(0);
  figure.drag(true);
  figure.set({ width: 4 });
  expect(figure.frame).toBe(before);
  figure.drag(false);
  figure.rest();
  figure.begin();
  expect([figure.frame, figure.moving.value]).toEqual([0, true]);
  figure.rest();
});

it('stays where it is if another unit is looked at', async () => {
  const { pool } = toyPool(endless);
  const unit = { ...integer({ label: 'Unit', help: 'A unit.', default: 1, min: 1, max: 9 }), onlyMarks: true as const };
  const spec = specOf('instant', { frames: 'n' });
  const figure = new Figure({ ...spec, schema: { ...spec.schema, unit } }, { n: 1000, unit: 1 }, pool);
  await figure.goTo(1500);
  figure.set({ unit: 2 });
  expect(figure.values.value).toEqual({ n: 1500, unit: 2 });
});

it('shows the output of the network again where other data, a unit more or its play make another run', async () => {
  const { pool } = toyPool(endless);
  const start = { ...defaults(network.parameters), unit: 5, next: 'hollow', steps: 600 };
  const spec = specOf('instant', { frames: 'steps' });
  const opened = () => new Figure({ ...spec, schema: network.parameters }, start, pool);
  for (const change of [{ points: 'winding' }, { first: 5 }, { filled: 'mm0' }]) {
    const figure = opened();
    figure.set(change);
    expect(figure.values.value).toMatchObject({ ...change, unit: 1, next: 'hollow' });
    figure.rest();
  }
  const played = opened();
  void played.play();
  played.set({ rate: 2 });
  expect(played.values.value['unit']).toBe(1);
  played.rest();
  // The same run from its start with a unit enlarged; a rate of zero shows its result.
  const watched = opened();
  watched.set({ rate: 2 });
  watched.begin();
  expect(watched.values.value['unit']).toBe(5);
  watched.rest();
  watched.bring({ ...start, points: 'circle', unit: 3 });
  expect(watched.values.value['unit']).toBe(3);
});

it('rests once at the step that its picture names, and goes on when it is played again', async () => {
  const { pool } = toyPool({
    ...endless,
    present: (...given: Parameters<typeof toy.present>) => ({ ...toy.present(...given), rests: 20 }),
  });
  const figure = new Figure(specOf('instant', { frames: 'n', defaults: { n: 300 } }), { n: 10 }, pool);
  await figure.run();
  void figure.play();
  await draw(30);
  expect([figure.frame, figure.moving.value]).toEqual([20, false]);
  void figure.play();
  await draw(2);
  expect(figure.frame).toBeGreaterThan(20);
  figure.rest();
});

it('rests at the largest value, and goes on from there when it is played again', async () => {
  const { figure } = await opened(997);
  void figure.play();
  await draw(8);
  expect([figure.frame, figure.moving.value]).toEqual([1000, false]);
  void figure.play();
  await draw(2);
  expect(figure.frame).toBe(1005);
});

it('tells the step of the picture that is shown, while the next one is made', async () => {
  const { figure } = await opened(10);
  void figure.goTo(40);
  expect([figure.frame, figure.frameShown]).toEqual([40, 10]);
  await figure.run();
  expect(figure.frameShown).toBe(40);
});

it('stops where it has come to its end', async () => {
  const { figure } = await opened(1000);
  void figure.play();
  await draw(8);
  expect([figure.frame, figure.moving.value]).toEqual([1005, false]);
});

it('makes the same steps in a picture twice a second, if the reader wants no motion', async () => {
  frames.calm = true;
  const { figure, asked } = await opened(10);
  void figure.play();
  await draw(60, 20);
  expect(asked.length).toBe(3);
  expect(figure.frame).toBeGreaterThan(50);
});
