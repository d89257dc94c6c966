import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { FIRST_STEPS, School } from '../../../src/laboratory/network/school.ts';

const asked: { kind: string; steps: number }[] = [];

beforeEach(() => {
  asked.length = 0;
  vi.stubGlobal('location', { hash: '' });
  vi.stubGlobal('matchMedia', () => ({ matches: false }));
  vi.stubGlobal('requestAnimationFrame', () => 0);
  vi.stubGlobal(
    'Worker',
    class {
      onmessage: ((event: { data: unknown }) => void) | undefined;
      postMessage({ kind, steps }: { kind: string; steps: number }): void {
        asked.push({ kind, steps });
        this.onmessage?.({ data: { frame: { step: steps }, history: new Float64Array() } });
      }
    },
  );
});
afterEach(() => {
  vi.unstubAllGlobals();
});

it('opens trained, and begins at step 0 when it is first played, but not when it is played again', async () => {
  const school = new School();
  await school.open();
  school.play();
  school.pause();
  school.play();
  expect(asked).toEqual([
    { kind: 'begin', steps: FIRST_STEPS },
    { kind: 'begin', steps: 0 },
  ]);
});

it('goes on where the reader has made a step by hand', async () => {
  const school = new School();
  await school.open();
  school.advance(1);
  school.play();
  expect(asked.at(-1)).toEqual({ kind: 'advance', steps: 1 });
});

it('makes as many steps in a frame when it is stopped and played again before the next frame comes', async () => {
  const waiting: FrameRequestCallback[] = [];
  vi.stubGlobal('requestAnimationFrame', (frame: FrameRequestCallback) => waiting.push(frame));
  const school = new School();
  await school.open();
  school.play();
  school.pause();
  school.play();
  asked.length = 0;
  for (let now = 16; now <= 48; now += 16) {
    for (const frame of waiting.splice(0)) frame(now);
    await new Promise((done) => setTimeout(done));
  }
  expect(asked).toEqual(Array.from({ length: 3 }, () => ({ kind: 'advance', steps: 1 })));
});
