/** A course page with a different origin that embeds figures in frames. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Locator, Page } from '@playwright/test';
import { address, expect } from './site.ts';

/** A page with a different origin whose frame is too low for the figure, and which records the frame's messages. */
const around = (frame: string, more: string): string => `<!doctype html><html lang="en"><title>A course</title>
<h1>A course</h1><iframe src="${frame}" title="figure" style="width:100%;height:120px;border:0" ${more}></iframe>
<script>
  window.received = [];
  addEventListener('message', (event) => {
    window.received.push({ origin: event.origin, data: event.data });
    const frame = document.querySelector('iframe');
    if (event.source === frame.contentWindow && event.data.height) frame.style.height = event.data.height + 'px';
  });
</script></html>`;

/**
 * Serves that page at its own origin during the test.
 * @param more attributes of the frame
 */
export function inCourse(query: string, check: (course: string) => Promise<void>, more = ''): Promise<void> {
  return serving(around(`${address()}embed/gabor-descent/${query}`, more), check);
}

/** Presses a key in a control once its figure is hydrated: until then it is disabled, and the key would be lost. */
export async function touch(control: Locator, key: string): Promise<void> {
  await expect(control).toBeEnabled();
  await control.press(key);
}

/** The frame offered by the dialog *Share*. */
export const taken = (page: Page): Promise<string> =>
  page.getByRole('dialog').locator('.source textarea').last().inputValue();

export async function serving(html: string, check: (course: string) => Promise<void>): Promise<void> {
  const course = createServer((_, response) => response.setHeader('content-type', 'text/html').end(html));
  await new Promise<void>((resolve) => course.listen(0, '127.0.0.1', resolve));
  // Safe: a server that listens on a TCP port has an AddressInfo.
  const { port } = course.address() as AddressInfo;
  try {
    await check(`http://localhost:${port}/`);
  } finally {
    course.closeAllConnections();
    course.close();
  }
}
