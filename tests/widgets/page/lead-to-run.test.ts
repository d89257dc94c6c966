import { afterEach, expect, it, vi } from 'vitest';
import type { Figure } from '../../../src/widgets/page/figure.ts';
import { leadToRun } from '../../../src/widgets/page/lead-to-run.ts';

afterEach(() => vi.unstubAllGlobals());

/** A figure that takes a moment to find missing parts, and its Run button, which reports its focus. */
async function led(meanwhile: (page: EventTarget) => void): Promise<boolean> {
  const page = new EventTarget();
  vi.stubGlobal('addEventListener', page.addEventListener.bind(page));
  const observer = { observe: () => {}, disconnect: () => {} };
  vi.stubGlobal('MutationObserver', function Observer() {
    return observer;
  });
  let focused = false;
  const button = {
    getBoundingClientRect: () => ({ left: 0, top: 0, width: 40, height: 20 }),
    contains: () => true,
    focus: () => {
      focused = true;
    },
  };
  vi.stubGlobal('document', { elementFromPoint: () => button });
  let know = (): void => {};
  const known = new Promise<void>((done) => {
    know = done;
  });
  const figure = { values: { value: {} }, missing: { value: 3 }, running: { value: false }, run: () => known };
  const element = { querySelector: () => button };
  const leading = leadToRun(figure as unknown as Figure, element as unknown as HTMLElement, () => {});
  meanwhile(page);
  know();
  await leading;
  return focused;
}

it('a reader asking for settings that nobody has computed is led to the Run button', async () => {
  expect(await led(() => {})).toBe(true);
});

it('a reader who went on while the figure looked for missing parts stays there', async () => {
  expect(await led((page) => page.dispatchEvent(new Event('pointerdown')))).toBe(false);
  expect(await led((page) => page.dispatchEvent(new Event('keydown')))).toBe(false);
});
