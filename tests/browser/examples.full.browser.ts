/** Examples of the engine outside this site: a Node script, and a page that imports the bundled engine. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { rolldown } from 'rolldown';
import { plain, root } from '../../scripts/command.ts';
import notebook from '../../src/references/given/notebook-6-4.json' with { type: 'json' };

const examples = join(root, 'examples');

test('the script prints the last loss of notebook 6.4', () => {
  const printed = execFileSync(process.execPath, [join(examples, 'momentum.ts')], { encoding: 'utf8' });
  expect(Number(plain(printed))).toBeCloseTo(notebook.momentum_py.loss.at(-1) ?? 0, 9);
});

test('the page draws two runs with the bundled engine, and momentum ends lower', async ({ page }) => {
  const bundle = await rolldown({ input: join(root, 'src/engine/index.ts') });
  const { output } = await bundle.generate({ format: 'esm' });
  await page.route('http://examples.test/**', (route) =>
    route.request().url().endsWith('/engine.js')
      ? route.fulfill({ contentType: 'text/javascript', body: output[0].code })
      : route.fulfill({ path: join(examples, 'index.html') }),
  );
  await page.goto('http://examples.test/');
  await expect(page.locator('path')).toHaveCount(2);
  const ends = [...((await page.locator('#ends').textContent()) ?? '').matchAll(/loss of ([\d.e+-]+)/g)].map(
    ([, loss]) => Number(loss),
  );
  expect(ends[1]).toBeLessThan(ends[0] ?? 0);
});
