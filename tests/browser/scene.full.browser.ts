import { finger } from './finger.ts';
import { atRest } from './phone.ts';
import { expect, Figure, test } from './site.ts';

test.describe('by a finger', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test('a place is asked for under the picture, and the question goes as it is marked', async ({ page }) => {
    await page.goto('momentum/');
    const figure = await new Figure(page, 'momentum-valley').inScene();
    const question = figure.root.locator('.verdict').getByText('Where will this walker be after forty steps?');
    await expect(question).toBeInViewport();
    // The question is shown in one place only.
    await expect(page.locator('[data-scene="momentum-valley"] .asked').first()).toBeHidden();
    await figure.root
      .getByRole('button', { name: /Where will this walker be/ })
      .click({ position: { x: 250, y: 100 } });
    await expect(question).toHaveCount(0);
    await expect(figure.root.locator('.stepper-at')).toHaveText(/40 of 40/);
    // Its words are on the map, and not under the handle.
    const [words, ring, sheet] = await Promise.all(
      ['.stage text:has-text("your guess")', '.handle', '.guess-plane, .stage .panel-box'].map((one) =>
        figure.root.locator(one).first().boundingBox(),
      ),
    );
    expect(words!.x).toBeGreaterThanOrEqual(sheet!.x);
    expect(words!.x + words!.width).toBeLessThanOrEqual(sheet!.x + sheet!.width);
    // Its drawn size: the touch target is larger.
    const drawn = { x: ring!.x + ring!.width / 2, y: ring!.y + ring!.height / 2, half: 11 };
    expect(
      words!.x < drawn.x + drawn.half &&
        words!.x + words!.width > drawn.x - drawn.half &&
        words!.y < drawn.y + drawn.half &&
        words!.y + words!.height > drawn.y - drawn.half,
    ).toBe(false);
  });

  test('a tap on a number of the sentence leaves the slider above it alone', async ({ page }) => {
    await page.goto('momentum/');
    const figure = await new Figure(page, 'momentum-valley').inScene();
    await figure.root.getByRole('button', { name: 'Play' }).tap();
    await expect(figure.root.locator('.stepper-at')).toHaveText(/40 of 40/);
    const number = await figure.root.locator('.verdict .live-number').first().boundingBox();
    const slider = await figure.slider('beta').boundingBox();
    expect(number!.y - slider!.y - slider!.height).toBeLessThan(10);
    // A tap whose target has changed arrives there a little later, as a click.
    await page.evaluate(() => addEventListener('click', () => Object.assign(window, { tapped: true }), { once: true }));
    await page.touchscreen.tap(number!.x + number!.width / 2, number!.y + number!.height / 2);
    await expect.poll(() => page.evaluate(() => 'tapped' in window)).toBe(true);
    await figure.settled();
    await expect(figure.field('beta')).toHaveValue('0.00');
  });

  test('nothing moves at the first touch, though the way back to the story comes, be the title short or long', async ({
    page,
  }) => {
    for (const [path, name] of [
      ['momentum', 'momentum-valley'],
      ['stochastic-gradient-descent', 'learning-rate-schedule'],
    ] as const) {
      await page.goto(`${path}/`);
      const figure = await new Figure(page, name).inScene();
      const head = figure.root.locator('.experiment-head');
      const height = async () => (await head.boundingBox())?.height;
      const before = await height();
      const handles = figure.root.locator('.control input:is([type=range], [type=radio])').filter({ visible: true });
      await handles.last().tap();
      await expect(head.getByRole('button', { name: 'Back to the story' })).toBeVisible();
      expect(await height(), name).toBe(before);
    }
  });

  test('a wave is slid by its middle and squeezed by its end, without the page scrolling away under it', async ({
    page,
  }) => {
    await page.goto('gradient-descent/');
    const figure = await new Figure(page, 'gabor-descent').inScene();
    const story = page.locator('[data-scene="gabor-descent"]');
    await story.evaluate((one) => scrollBy(0, one.getBoundingClientRect().top - 56));
    await expect(story.locator('.passage.on')).toContainText('thirty points');
    const value = (name: string) => figure.root.locator(`input[name=${name}].number`).inputValue().then(Number);
    const [offset, frequency] = [await value('phi0'), await value('phi1')];
    const scrolled = await page.evaluate(() => scrollY);
    const plane = await figure.root.locator('.curve-plane').boundingBox();
    if (!plane) throw new Error('no wave');
    const y = plane.y + plane.height / 2;
    const at = (share: number) => ({ x: plane.x + share * plane.width, y });
    await finger(page, [at(0.5), at(0.45), at(0.4), at(0.35)], 2);
    await expect.poll(() => value('phi0')).not.toBe(offset);
    expect(await value('phi1')).toBe(frequency);
    // The right edge of the handle is further out, and still slides it.
    const ring = await figure.root.locator('.stage .handle').boundingBox();
    if (!ring) throw new Error('no ring');
    const edge = (by: number) => ({ x: ring.x + 0.97 * ring.width - by, y: ring.y + ring.height / 2 });
    const slidTo = await value('phi0');
    await finger(page, [edge(0), edge(10), edge(20), edge(30)], 2);
    await expect.poll(() => value('phi0')).not.toBe(slidTo);
    const narrow = await value('phi1');
    await finger(page, [at(0.95), at(0.9), at(0.85), at(0.8)], 2);
    await expect.poll(() => value('phi1')).not.toBe(narrow);
    // Arriving pictures may still move it by a line, a scrolling drag by far more.
    expect(Math.abs((await page.evaluate(() => scrollY)) - scrolled)).toBeLessThan(24);
  });
});

test('a second click where a place was marked keeps the guess', async ({ page }) => {
  await page.goto('momentum/');
  const figure = await new Figure(page, 'momentum-valley').inScene();
  await figure.root.getByRole('button', { name: /Where will this walker be/ }).click({ position: { x: 300, y: 200 } });
  const guess = figure.root.locator('.stage text:has-text("off by")');
  await expect(guess).toContainText('off by');
  const [ring, said] = [await figure.handle.getAttribute('aria-label'), (await guess.textContent()) ?? ''];
  const sheet = await figure.root.locator('.stage .panel-box').boundingBox();
  await page.mouse.click(sheet!.x + 400, sheet!.y + 250);
  await expect(guess).toHaveText(said);
  await expect(figure.root.getByText('Guess again, or go on')).toBeVisible();
  await expect(figure.handle).toHaveAttribute('aria-label', ring ?? '');
  // In the next passage a click sets the start, as on every map.
  const story = page.locator('[data-scene="momentum-valley"]');
  await story.getByRole('button', { name: 'Next' }).click();
  await expect(figure.root.locator('.guessed')).toHaveCount(0);
  await figure.root.locator('.click-plane').click({ position: { x: 400, y: 200 } });
  await expect(figure.handle).not.toHaveAttribute('aria-label', ring ?? '');
});

test('Play goes on from where a passage stops, and then restarts', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  await page.goto('gradient-descent/#one-dimension');
  const figure = await new Figure(page, 'one-dimension').inScene();
  const next = page.locator('[data-scene="one-dimension"]').getByRole('button', { name: 'Next' });
  await next.click();
  await next.click();
  const at = figure.root.locator('.stepper-at');
  await expect(at).toContainText('step 1 of 12');
  await figure.root.getByRole('button', { name: 'Play' }).click();
  await expect(at).toContainText('12 of 12');
});

test('a number that is typed as soon as a passage comes stays, whatever that passage sets', async ({ page }) => {
  // On any machine, the keys come before the scene counts its reader as stopped.
  await page.addInitScript(() => {
    const later = setTimeout;
    const slow = (milliseconds = 0): number => (milliseconds > 100 && milliseconds < 400 ? 3000 : milliseconds);
    Object.assign(globalThis, {
      setTimeout: (work: () => void, milliseconds?: number) => later(work, slow(milliseconds)),
    });
  });
  await page.goto('takeaway/');
  const figure = await new Figure(page, 'two-walks').inScene();
  const passages = page.locator('[data-scene="two-walks"] .passage');
  const size = figure.field('batchSize');
  await expect(size).toHaveValue('2');
  await passages.nth(2).evaluate((one) => one.scrollIntoView({ block: 'center', behavior: 'instant' }));
  await expect(passages.nth(2)).toHaveClass(/\bon\b/);
  // The passage uses six at a time.
  await size.focus();
  await page.keyboard.press('End');
  await page.keyboard.type('99');
  const problem = figure.root.locator('.field-problem');
  await expect(problem).toContainText('“699” is more than 12');
  await page.locator('[data-scene="two-walks"]').evaluate(() => new Promise((done) => setTimeout(done, 3500)));
  await expect(size).toHaveValue('699');
});

test('one of several rules is picked by its name, which says so at the end, and another may be picked', async ({
  page,
}) => {
  await page.goto('adam/');
  const figure = await new Figure(page, 'three-rules').inScene();
  const rules = figure.root.getByRole('group', { name: /Which of the three/ }).getByRole('button');
  const stage = figure.root.locator('.stage');
  await expect(rules).toHaveText(['descent', 'momentum', 'Adam']);
  // A press on the map or on its ring leaves the question open.
  const ring = (await figure.root.locator('.handle').boundingBox())!;
  const map = (await figure.root.locator('.guess-picks').boundingBox())!;
  await page.mouse.click(ring.x + ring.width / 2, ring.y + ring.height / 2);
  await page.mouse.click(map.x + map.width / 2, map.y + map.height / 2);
  await expect(rules).toHaveCount(3);
  await expect(figure.root.locator('.experiment-taken')).toHaveCount(0);
  await rules.last().focus();
  await page.keyboard.press('Enter');
  await expect(rules).toHaveCount(0);
  await expect(stage).toContainText('Adam, your guess');
  await expect(figure.root.locator('.stepper-next')).toBeFocused();
  await expect(page.locator('[data-scene="three-rules"] .asked b').first()).toBeHidden();
  await figure.root.getByRole('button', { name: 'Guess again' }).click();
  await rules.nth(1).click();
  await expect(stage).toContainText('momentum, your guess');
  await expect(stage).not.toContainText('Adam, your guess');
});

test('where the walker ends is guessed before it is said, and may be guessed again', async ({ page }) => {
  await page.goto('momentum/');
  const figure = await new Figure(page, 'momentum-valley').inScene();
  const answer = page.locator('[data-scene="momentum-valley"] .passage').nth(1);
  const words = answer.locator('.passage-words');
  await expect(words).toHaveCSS('opacity', '0');
  const asked = figure.root.getByRole('button', { name: /Where will this walker be/ });
  // The words over the map are not a button: a press on them makes no guess.
  const over = await figure.root.locator('.guess-asks').boundingBox();
  await page.mouse.click(over!.x + over!.width / 2, over!.y + over!.height / 2);
  await expect(figure.root.locator('.guess-mark')).toHaveCount(0);
  // Playing it without a guess reveals the answer, so no question follows until the run is back at its start.
  const story = page.locator('[data-scene="momentum-valley"]');
  const verb = story.locator('.asked b').first();
  const show = story.getByRole('button', { name: 'Show me' });
  await expect(verb).toBeVisible();
  await expect(show).toBeVisible();
  await figure.root.getByRole('button', { name: 'Play' }).click();
  await expect(show).toBeHidden();
  await expect(verb).toBeHidden();
  await expect(asked).toHaveCount(0);
  await story.getByRole('button', { name: 'Next' }).click();
  await story.getByRole('button', { name: 'Back', exact: true }).click();
  await expect(verb).toBeVisible();
  await asked.click({ position: { x: 300, y: 200 } });
  await expect(figure.root.locator('.stage')).toContainText(/your guess: off by ?\d+(\.\d)?.% of the picture/);
  await figure.root.getByRole('button', { name: 'Guess again' }).click();
  await expect(figure.root.locator('.guess-mark')).toHaveCount(0);
  await expect(asked).toBeVisible();
  // A press on the ring is a guess, too: it does not move the start, which would discard the question.
  const ring = (await figure.root.locator('.handle').boundingBox())!;
  await page.mouse.click(ring.x + ring.width / 2, ring.y + ring.height / 2);
  await expect(figure.root.locator('.stage')).toContainText('your guess: off by');
  await expect(figure.root.locator('.experiment-taken')).toHaveCount(0);
});

test('a guess is judged at the end of the run, and not where it is paused on the way', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  await page.goto('momentum/');
  const figure = await new Figure(page, 'momentum-valley').inScene();
  await figure.root.getByRole('button', { name: /Where will this walker be/ }).focus();
  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('Enter');
  const shown = figure.root.locator('.stepper-at');
  await expect(shown).toHaveText(/ [1-9]\d* of 40/);
  await figure.root.getByRole('button', { name: 'Pause' }).click();
  await expect(shown).not.toHaveText(/40 of 40/);
  const words = figure.root.locator('.stage');
  await expect(words).toContainText('your guess');
  await expect(words).not.toContainText('off by');
  await figure.root.getByRole('button', { name: 'Play' }).click();
  await expect(shown).toHaveText(/40 of 40/);
  await expect(words).toContainText('off by');
});

test('an answer is out of sight until it is asked for, under a picture without a run', async ({ page }) => {
  await page.goto('hyperparameters/');
  await new Figure(page, 'hyperparameter-search').inScene();
  const story = page.locator('[data-scene="hyperparameter-search"]');
  await story.evaluate((one) => one.scrollIntoView());
  const answer = story.locator('.passage').nth(1).locator('.passage-words');
  await expect(answer).toHaveCSS('opacity', '0');
  await story.getByRole('button', { name: 'Show me' }).click();
  await expect(answer).toHaveCSS('opacity', '1');
});

test('a guess on a sheet without a run is compared with the tip of its arrow, which waits for it', async ({ page }) => {
  await page.goto('stochastic-gradient-descent/');
  const figure = await new Figure(page, 'why-batches').inScene();
  const all = figure.root.locator('.stage').getByText('all 1024');
  await expect(figure.root.locator('.guess-plane')).toBeVisible();
  await expect(all).toHaveCount(0);
  await figure.root.locator('.guess-plane').click({ position: { x: 300, y: 100 } });
  await expect(all).toBeVisible();
  await expect(figure.root.locator('.stage')).toContainText(/off by \d+/);
});

test('where words say to draw again, a press does, and the picture is another', async ({ page }) => {
  await page.goto('stochastic-gradient-descent/');
  for (const name of ['sgd', 'sgd-valley']) {
    const figure = await new Figure(page, name).inScene();
    const end = () => figure.root.locator('.stage path.line.run').first().getAttribute('d');
    await page.locator(`[data-scene="${name}"]`).getByRole('button', { name: 'Next' }).click();
    await expect(figure.root.locator('.stage path.line.run').first()).toBeVisible();
    const again = figure.root.getByRole('button', { name: 'Draw again' });
    // A reader who uses a control has stopped scrolling: the passage sets its own values at once.
    await again.focus();
    await figure.settled();
    const seed = figure.root.locator('input[name=seed].number');
    const [before, drawn] = [await seed.inputValue(), await end()];
    await again.click();
    await figure.settled();
    await expect(seed).toHaveValue(String(Number(before) + 1));
    await expect.poll(end).not.toBe(drawn);
  }
});

test('the way back from the workshop leads to the passage that was left, and a guess is asked for once', async ({
  page,
}) => {
  await page.goto('takeaway/');
  const figure = await new Figure(page, 'two-walks').inScene();
  const story = page.locator('[data-scene="two-walks"]');
  const verb = story.locator('.asked b');
  await figure.root.getByRole('button', { name: /Where will the walker/ }).click({ position: { x: 300, y: 200 } });
  for (let k = 0; k < 2; k++) await story.getByRole('button', { name: 'Next' }).click();
  const current = story.locator('.passage.on');
  await expect(current).toContainText('Six at a time');
  await expect(verb).toBeHidden();
  const { y } = (await current.boundingBox())!;
  await figure.root.getByRole('button', { name: 'Workshop' }).click();
  await page.mouse.wheel(0, 300);
  await figure.root.getByRole('button', { name: 'Close the workshop' }).click();
  await expect(current).toContainText('Six at a time');
  await expect(current).toBeInViewport();
  await atRest(page);
  expect(Math.abs((await current.boundingBox())!.y - y)).toBeLessThan(40);
  await expect(story.locator('.scene-bar span')).toHaveText('3 of 5');
  await story.getByRole('button', { name: 'Back', exact: true }).click();
  await expect(figure.root.locator('.stage')).toContainText('your guess');
});

test('the parts of a formula are those of one picture, however long the next one takes', async ({ page }) => {
  // Few starts and short runs: each batch size is measured in a moment rather than in seconds.
  const few = ['seeds=40', 'budget=150'].map((one) => `batch-rate-gabor.${one}`).join('&');
  await page.goto(`takeaway/?${few}#batch-rate-gabor`);
  const figure = await new Figure(page, 'batch-rate-gabor').live();
  const wrong = await figure.root.locator('input[name=batchSize].number').evaluate(async (field: HTMLInputElement) => {
    const parts = [...document.querySelectorAll('[data-of="batch-rate-gabor"]')].filter((one) =>
      one.closest('.live-eq'),
    );
    const said: string[] = [];
    // Only this one measures seven: the others belong to the drawn curves.
    field.value = '7';
    field.dispatchEvent(new Event('input', { bubbles: true }));
    field.dispatchEvent(new Event('change', { bubbles: true }));
    for (let k = 0; k < 3000 && !said.at(-1)?.includes('= 7'); k++) {
      await new Promise(requestAnimationFrame);
      const [mean, size, sum] = parts.map((one) => Number(one.textContent));
      said.push(`${mean} = ${size} · ${sum}`);
      if (Math.abs(mean! - size! * sum!) > 0.05 * mean!) return said.at(-1);
    }
    return said.at(-1)?.includes('= 7') ? '' : said.join('; ');
  });
  expect(wrong).toBe('');
});

test('a run that a link makes longer walks on, and its slider with it', async ({ page }) => {
  await page.goto('stochastic-gradient-descent/');
  const figure = await new Figure(page, 'sgd').inScene();
  await page.getByRole('link', { name: 'let the first walk go on' }).click();
  await expect(figure.root.locator('.stepper-at')).toContainText('300 of 300');
});

test('the last passage leads on to what follows, and says its name; a later scene has the controls of the first', async ({
  page,
}) => {
  await page.setViewportSize({ width: 1280, height: 720 });
  await page.goto('adam/#adam-arrow');
  const figure = await new Figure(page, 'adam-arrow').inScene();
  await expect(figure.root.locator('.controls')).toBeVisible();
  await expect(figure.root.locator('.actions')).toBeHidden();
  const scene = page.locator('[data-scene="adam-arrow"]');
  for (let k = 1; k < 6; k++) await scene.getByRole('button', { name: 'Next' }).click();
  const on = scene.getByRole('button', { name: 'Read on: The step, exactly' });
  await on.click();
  await expect(page.getByRole('heading', { name: 'The step, exactly' })).toBeFocused();
  await expect(page.getByRole('heading', { name: 'The step, exactly' })).toBeInViewport();
});
