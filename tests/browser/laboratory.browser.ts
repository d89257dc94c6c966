import { linkTo, openRule, RULE, write } from './laboratory.ts';
import { chapter, expect, Figure, test } from './site.ts';

test('Python and an editor are fetched once a reader changes a rule: it runs as it is typed, and its numbers have sliders', async ({
  page,
}) => {
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.goto(chapter);
  await new Figure(page, 'gabor-descent').live();
  expect(asked.filter((url) => /micropython|sandbox|editor/.test(url))).toEqual([]);
  // The code that opens the rule loads with its menu; its dependencies do not.
  const figure = new Figure(page, 'gabor-descent');
  await figure.action('More').press('Enter');
  await expect.poll(() => asked.filter((url) => /RuleEditor/.test(url)).length).toBeGreaterThan(0);
  await page.waitForLoadState('networkidle');
  expect(asked.filter((url) => /micropython|sandbox|\/python\.|code-editor/.test(url))).toEqual([]);
  await page.keyboard.press('Escape');
  const { text, said } = await openRule(page);
  expect(asked.filter((url) => /micropython[^/]*\.wasm/.test(url))).toHaveLength(1);

  const before = await said.textContent();
  await write(page, text, RULE);
  await expect(said).not.toHaveText(before ?? '');
  await expect(said).toContainText('With your rule the loss is');
  await expect(figure.picture).toContainText('yours');
  // So are the other panels: the wave of the small chart belongs to the reader's run.
  await expect(figure.root.locator('.panel-box svg', { hasText: 'original' }).first()).toBeVisible();

  const slider = figure.root.locator('.own-rule input[type=range][name=alpha]');
  const slow = await said.textContent();
  await slider.press('PageUp');
  await expect(said).not.toHaveText(slow ?? '');
  await expect(text).not.toContainText('alpha = 0.05');
  await expect(text).toContainText(/alpha = \d/);
});

test('a rule that came with a link is read first, and runs when the reader says so', async ({ page }) => {
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.goto(linkTo(`${RULE}\nprint('hello')`));
  const figure = await new Figure(page, 'gabor-descent').live();
  const rule = figure.root.locator('.control-code');
  await expect(rule).toContainText('came with the link, and has not run');
  await expect(rule.locator('pre')).toContainText("print('hello')");
  await expect(figure.root.locator('.verdict')).not.toContainText(/your rule/i);
  await page.waitForLoadState('networkidle');
  expect(asked.filter((url) => /micropython|sandbox/.test(url))).toEqual([]);
  await rule.getByRole('button', { name: 'Run it' }).click();
  await expect(figure.root.locator('.verdict')).toContainText(/With your rule the loss is .*, and with the original /);
  await expect(figure.picture).toContainText('yours');
  await rule.getByRole('button', { name: 'The figure’s' }).click();
  await expect(figure.root.locator('.verdict')).not.toContainText(/your rule/i);
  await expect(rule).toHaveCount(0);
});
