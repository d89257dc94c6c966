import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { engineNames } from '../browsers/engines.ts';

test('each engine is opened in a browser that the workflow has installed', () => {
  const text = readFileSync('.github/workflows/browsers.yml', 'utf8');
  expect(text).toContain(`- run: npx playwright install --with-deps ${engineNames.join(' ')}\n`);
  expect(text).toMatch(/- run: npm run build\n {6}- run: npm run browsers --prefix verification -- --own\n/);
});
