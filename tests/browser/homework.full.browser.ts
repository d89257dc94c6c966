/** Homework links that are broken, or belong to another course. */
import { expect, openFolds, test } from './site.ts';

for (const [page, after] of [
  ['homework', 'No homework is open on this device'],
  ['my-sheet', 'Below is everything you have done'],
  ['check-sheets', 'Drop all files of your class here'],
] as const)
  test(`${page}: an address that was cut off gets a sentence, and the page works without it`, async ({ page: tab }) => {
    await tab.goto(`./${page}/#tasks=&due=2026-12-05`);
    await expect(tab.getByRole('alert')).toContainText(
      'The link to this homework names no task. It may have been cut off',
    );
    await expect(tab.getByText(after)).toBeVisible();
    await tab.goto(`./${page}/#tasks=adam.rare-gradients&due=2026-13-05`);
    await expect(tab.getByRole('alert')).toContainText('is due on “2026-13-05”, which is not a date');
  });

test('tasks that the site does not have are named, and the others are there', async ({ page }) => {
  await page.goto('./homework/#tasks=adam.gone,adam.rare-gradients');
  await expect(page.getByRole('alert')).toContainText('This site has no task “adam.gone”');
  await expect(page.getByRole('link', { name: 'Rare gradients' })).toBeVisible();
  // A link without any of the site's tasks does not replace the reader's homework.
  await page.goto('./homework/#tasks=other.course');
  await expect(page.getByRole('alert')).toContainText('This site has no task “other.course”');
  // It offers no actions.
  await expect(page.locator('.homework')).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Print' })).toHaveCount(0);
  await page.goto('./homework/');
  await expect(page.getByRole('link', { name: 'Rare gradients' })).toBeVisible();
});

test('a wrong prediction is done, and the homework says why', async ({ page }) => {
  await page.goto('./homework/#tasks=gradient-descent.across-the-valley');
  const says = page.getByRole('status');
  const why = 'A prediction is done once it is made, right or wrong.';
  for (const [met, text] of [
    [false, `1 of 1 done. ${why} Your answers`],
    [true, '1 of 1 done. Your answers'],
  ] as const) {
    await page.evaluate((met) => {
      const task = 'gradient-descent.across-the-valley';
      localStorage.setItem(`work ${task}`, JSON.stringify({ task, kind: 'guess', value: '5', met }));
    }, met);
    await page.reload();
    await expect(says).toContainText(text);
  }
});

test('a second homework takes the place of the first, which is one press away', async ({ page }) => {
  await page.goto('./homework/#tasks=adam.rare-gradients&due=2026-12-05');
  await expect(page.getByRole('heading', { name: '1 task' })).toBeVisible();
  await page.goto('./homework/#tasks=adam.half-the-rate,adam.tiny-loss');
  await page.reload();
  const before = page.getByText('Previous homework');
  await expect(before).toContainText('1 task, due Saturday, 5 December 2026');
  await before.getByRole('link').click();
  await expect(page.getByRole('heading', { name: '1 task' })).toBeVisible();
  await expect(before).toContainText('2 tasks');
});

test('a homework can be changed, and is another address', async ({ page }) => {
  await page.goto('./homework/#tasks=adam.rare-gradients');
  await page.getByRole('button', { name: 'change it' }).click();
  await expect(page.getByRole('checkbox', { name: 'Rare gradients' })).toBeChecked();
  await page.getByRole('checkbox', { name: 'Half the rate' }).check();
  await expect(page.getByLabel('Link for your students')).toHaveValue(
    /#tasks=adam\.half-the-rate,adam\.rare-gradients$/,
  );
});

test('what was ticked and written is there after a reload, and on the way back from what students see', async ({
  page,
  context,
}) => {
  await page.goto('./homework/#choose');
  await page.getByRole('checkbox', { name: 'Half the rate' }).check();
  await page.getByLabel('Note to your students').fill('On paper, too.');
  await expect(page).toHaveURL(/#tasks=adam\.half-the-rate&note=On%20paper.*&draft$/);
  const isThere = async (note: string) => {
    await expect(page.getByRole('checkbox', { name: 'Half the rate' })).toBeChecked();
    await expect(page.getByLabel('Note to your students')).toHaveValue(note);
  };
  await page.reload();
  await isThere('On paper, too.');
  // Words typed just before the link is pressed are kept, in the entry that is left.
  await page.getByLabel('Note to your students').fill('On paper, in ink.');
  await page.getByRole('link', { name: 'See it as your students will' }).click();
  await expect(page.getByRole('heading', { name: '1 task' })).toBeInViewport();
  await page.goBack();
  await isThere('On paper, in ink.');
  // Someone who opens the draft's URL gets the homework rather than the editor.
  const student = await context.newPage();
  await student.goto(page.url());
  await expect(student.getByRole('heading', { name: '1 task' })).toBeVisible();
  await expect(student.getByText('On paper, in ink.')).toBeVisible();
  await expect(student.getByRole('checkbox')).toHaveCount(0);
});

test('the chosen tasks are counted in sight, and named at the address', async ({ page }) => {
  await page.goto('./homework/#choose');
  await page.getByRole('checkbox', { name: 'Half the rate' }).check();
  await expect(page.getByText('1 task chosen')).toBeInViewport();
  await expect(page.getByRole('heading', { name: 'The link' })).not.toBeInViewport();
  await page.getByRole('button', { name: 'To the link' }).click();
  await expect(page.getByRole('heading', { name: 'The link' })).toBeInViewport();
  await expect(page.getByText('6.4.1 Half the rate.', { exact: true })).toBeVisible();
});

test('a task shows its question on a press, ticking moves no row, and a ready set ticks several', async ({ page }) => {
  await page.goto('./homework/#choose');
  const asked = page.locator('.sheet-asked');
  await page.getByRole('button', { name: 'Show the question of 6.4.3' }).click();
  await expect(asked).toContainText('Why does the example of its failure matter all the same?');
  await page.getByRole('button', { name: 'Hide the question of 6.4.3' }).click();
  await expect(asked).toHaveCount(0);
  await page.getByRole('checkbox', { name: 'Half the rate' }).check();
  await expect(asked).toHaveCount(0);
  await expect(page.getByText('1 task chosen, about 3 minutes.')).toBeVisible();
  await page.getByRole('button', { name: 'The notebooks' }).click();
  await expect(page.getByRole('checkbox', { checked: true })).toHaveCount(11);
  await page.getByLabel('Due date').fill('2026-12-05');
  await expect(page.getByText('N6.5b Adam and its correction, due Saturday, 5 December 2026.')).toBeVisible();
  await page.getByRole('button', { name: 'Show a QR code' }).click();
  const code = page.getByRole('img', { name: 'QR code of the link' });
  await expect(code).toBeInViewport({ ratio: 0.99 });
  const long = await code.locator('path').getAttribute('d');
  await page.getByRole('button', { name: 'Untick all' }).click();
  await page.getByRole('checkbox', { name: 'Half the rate' }).check();
  await expect(code.locator('path')).not.toHaveAttribute('d', long ?? '');
  await page.getByRole('button', { name: 'Hide the QR code' }).click();
  await expect(code).toHaveCount(0);
});

test('homework on paper is its tasks with what they ask, room for the answers, and nothing of the page', async ({
  page,
}) => {
  await page.goto('./homework/#tasks=adam.rare-gradients,notebook-6.3.fixed-rate&due=2026-12-05&note=Alone.');
  const sheet = page.locator('.homework-paper');
  await expect(sheet.nth(0)).toContainText('Why does the example of its failure matter all the same?');
  await expect(sheet.nth(1)).toContainText('def gradient_descent_step_fixed_learning_rate(phi, data, alpha):');
  await expect(sheet.first()).toBeHidden();
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByText('due Saturday, 5 December 2026')).toBeVisible();
  await expect(page.getByText('Alone.')).toBeVisible();
  await expect(sheet.nth(0).locator('mn')).toHaveText('0.999');
  await expect(sheet.nth(0).locator('mn')).toBeVisible();
  await expect(page.locator('.homework-head')).toContainText('Name');
  expect(await sheet.locator('.ex-lines:visible').count()).toBe(2);
  expect(await sheet.nth(0).locator('.ex-lines i').count()).toBe(5);
  // A long question does not push its whole task to the next page.
  await expect(page.locator('.homework .sheet-work li').first()).toHaveCSS('break-inside', 'auto');
  for (const other of ['The link contains', 'For teachers', 'Hand in', 'not written yet', 'stay on this device'])
    await expect(page.locator('main').getByText(other).first()).toBeHidden();
});

test('a task leads back to the homework that has it, and who chooses tasks for another keeps it', async ({ page }) => {
  await page.goto('./homework/#tasks=adam.rare-gradients');
  await expect(page.getByRole('heading', { name: '1 task' })).toBeVisible();
  await page.evaluate(() => {
    const task = 'adam.rare-gradients';
    localStorage.setItem(`work ${task}`, JSON.stringify({ task, kind: 'words', value: 'It is rare.', met: false }));
  });
  await page.goto('./adam/#exercise-3');
  await openFolds(page);
  const exercise = page.locator('#exercise-3');
  await exercise.scrollIntoViewIfNeeded();
  await exercise.getByRole('link', { name: 'your homework' }).click();
  await expect(page.getByRole('status')).toContainText('1 of 1 done');
  await page.getByRole('link', { name: 'choose tasks for a new one' }).click();
  await expect(page.getByText('Tick at least one task')).toBeVisible();
  await expect(page.getByRole('checkbox', { name: 'Rare gradients' })).not.toBeChecked();
  await page.goto('./homework/');
  await expect(page.getByRole('heading', { name: '1 task' })).toBeVisible();
  await page.getByRole('button', { name: 'Close this homework' }).click();
  await expect(page.getByText('No homework is open on this device')).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.reload();
  await expect(page.getByRole('heading', { name: '1 task' })).toBeVisible();
  await page.getByRole('button', { name: 'Close this homework' }).click();
  await page.goto('./adam/#exercise-3');
  await openFolds(page);
  await exercise.scrollIntoViewIfNeeded();
  await expect(exercise.getByRole('link', { name: 'my sheet' })).toBeVisible();
  await expect(exercise.getByRole('link', { name: 'your homework' })).toHaveCount(0);
});

test('a program of the homework says so once, by the name that the list has', async ({ page }) => {
  await page.goto('./homework/#tasks=notebook-6.3.fixed-rate');
  await expect(page.locator('.sheet-work')).toContainText('N6.3a');
  await page.evaluate(() => {
    const task = 'notebook-6.3.fixed-rate';
    localStorage.setItem(`work ${task}`, JSON.stringify({ task, kind: 'code', value: 'phi = 1', met: true }));
  });
  await page.getByRole('link', { name: 'A fixed rate' }).click();
  const task = page.locator('[id="notebook-6.3.fixed-rate"]');
  await expect(task.getByRole('heading', { name: 'A fixed rate right' })).toBeVisible();
  await expect(task.locator('.task-of')).toHaveText(['Part of your homework: A fixed rate']);
});
