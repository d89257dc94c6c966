import { afterEach, expect, test, vi } from 'vitest';
import { askBeforeLeaving } from '../../../src/widgets/page/leaving.ts';

afterEach(() => vi.unstubAllGlobals());

test('the browser asks as long as one thing is on the screen alone', () => {
  const page = new EventTarget();
  vi.stubGlobal('addEventListener', page.addEventListener.bind(page));
  vi.stubGlobal('removeEventListener', page.removeEventListener.bind(page));
  const asks = (): boolean => !page.dispatchEvent(new Event('beforeunload', { cancelable: true }));
  expect(asks()).toBe(false);
  askBeforeLeaving('answers', true);
  askBeforeLeaving('typed', true);
  askBeforeLeaving('answers', false);
  expect(asks()).toBe(true);
  askBeforeLeaving('typed', false);
  expect(asks()).toBe(false);
});
