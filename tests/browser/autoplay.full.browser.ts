import { autoplays, cut, watch } from './autoplay.ts';
import { chapter, expect, Figure, middleOf, test } from './site.ts';

/** A figure outside scenes, below a fold: in a scene a passage determines what is played. */
const name = 'gabor-starts';

test.describe('where things may move', () => {
  test.use({ contextOptions: { reducedMotion: 'no-preference' } });

  test('a ring that is let go and a click on the map walk the new run, and taking a control ends it', async ({
    page,
  }) => {
    await watch(page, name);
    await page.goto(chapter);
    const figure = await new Figure(page, name).live();
    await expect(cut(figure)).toHaveCount(0);
    const before = await autoplays(page);
    const { x, y } = await middleOf(figure.handle);
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + 60, y + 40, { steps: 4 });
    await expect(cut(figure)).toHaveCount(0);
    await page.mouse.up();
    await expect.poll(() => autoplays(page)).toBe(before + 1);
    await expect(cut(figure)).toHaveCount(0);
    await page.mouse.click(x + 100, y - 60);
    await expect(cut(figure)).not.toHaveCount(0);
    await figure.slider('alpha').press('ArrowLeft');
    await expect(cut(figure)).toHaveCount(0);
    expect(await autoplays(page)).toBe(before + 2);
  });
});

test('what only a worker can draw comes step by step, too, where Play begins at a step that is shown', async ({
  page,
}) => {
  await page.goto('./stochastic-gradient-descent/');
  const figure = await new Figure(page, 'why-batches').live();
  const votes = () => figure.root.locator('[data-panel="votes"] .picture').first().innerHTML();
  const first = await votes();
  await figure.root.getByRole('combobox', { name: 'Speed' }).selectOption('0.25');
  await figure.action('Play').click();
  await expect.poll(votes).not.toBe(first);
  const second = await votes();
  await expect.poll(votes).not.toBe(second);
  await expect(figure.action('Pause')).toBeVisible();
});
