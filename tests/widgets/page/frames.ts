/** The frames of a page, drawn on a test's request. */
import { afterEach, beforeEach, vi } from 'vitest';

/**
 * Replaces the browser's frames in each test of the file or group that calls it.
 * @param turns how many event loop turns pass before the next frame
 */
export function drawnFrames(turns = 1) {
  let now = 0;
  let waiting: FrameRequestCallback[] = [];
  const frames = {
    /** Whether the reader prefers reduced motion. */
    calm: false,
    async draw(count: number, milliseconds = 16): Promise<void> {
      for (let k = 0; k < count; k++) {
        now += milliseconds;
        for (const frame of waiting.splice(0)) frame(now);
        for (let turn = 0; turn < turns; turn++) await new Promise((done) => setTimeout(done));
      }
    },
  };
  beforeEach(() => {
    [now, waiting, frames.calm] = [0, [], false];
    vi.stubGlobal('requestAnimationFrame', (frame: FrameRequestCallback) => waiting.push(frame));
    vi.stubGlobal('matchMedia', () => ({ matches: frames.calm }));
  });
  afterEach(() => void vi.unstubAllGlobals());
  return frames;
}
