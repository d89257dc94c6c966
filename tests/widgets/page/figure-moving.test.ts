import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Figure } from '../../../src/widgets/page/figure.ts';
import { specOf, toyExperiment, toyPool } from './toy.ts';

/** A run of twenty steps, with a panel that the page cannot cut. */
const STEPS = 20;
const toy = toyExperiment({ pace: 'instant' });
const walked = {
  ...toy,
  present: (...given: Parameters<typeof toy.present>) => ({ ...toy.present(...given), steps: STEPS }),
};

describe('a Figure that moves', () => {
  let now = 0;
  let waiting: FrameRequestCallback[] = [];
  let calm = false;
  beforeEach(() => {
    [now, waiting, calm] = [0, [], false];
    vi.stubGlobal('requestAnimationFrame', (frame: FrameRequestCallback) => waiting.push(frame));
    vi.stubGlobal('matchMedia', () => ({ matches: calm }));
  });
  afterEach(() => void vi.unstubAllGlobals());

  /** Draws frames of the page, and lets all that waits for each of them have its turn. */
  async function draw(frames: number, milliseconds = 16): Promise<void> {
    for (let k = 0; k < frames; k++) {
      now += milliseconds;
      for (const frame of waiting.splice(0)) frame(now);
      await new Promise((done) => setTimeout(done));
    }
  }
  async function opened() {
    const { pool, asked } = toyPool(walked);
    const figure = new Figure(specOf('instant'), { n: 1 }, pool);
    await figure.run();
    return { figure, asked };
  }

  it('walks its run once by itself, in a second and a half, and shows the whole at the end', async () => {
    const { figure } = await opened();
    figure.meet();
    // It waits for what is worked on, before its first frame.
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

  it('moves nothing by itself if the reader wants no motion', async () => {
    calm = true;
    const { figure } = await opened();
    figure.meet();
    await draw(2);
    expect(figure.moving.value).toBe(false);
    void figure.play();
    await draw(2);
    expect(figure.moving.value).toBe(true);
  });

  it('plays from where the reader stands, at the speed that is chosen, and goes no further once it is stopped', async () => {
    const { figure } = await opened();
    figure.standAt(5);
    await figure.run();
    figure.speed.value = 2;
    void figure.play();
    await draw(26);
    expect(figure.upTo.value).toBeCloseTo(5 + (2 * 25 * 16) / 400, 9);
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
    expect((figure.upTo.value ?? 0) - before).toBeCloseTo(100 / 400, 9);
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
});
