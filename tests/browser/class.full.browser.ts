/**
 * Programs of a class, which are strangers' code: neither their effects nor the outcome of their runs may accuse
 * anybody.
 */
import { taskOf } from '../../src/class/tasks/tasks.ts';
import { give, runAll, STEP, sheetOf } from './class.ts';
import { textOf } from './downloads.ts';
import { expect, test } from './site.ts';

const BATCH = taskOf('notebook-6.3.batch');

/**
 * A correct solution that then modifies the environment of the next program: the interpreter's objects, and NumPy's.
 */
const HOSTILE = `${STEP.solution}
def evil(ask):
    return {"step": [0.0], "quantity": [0.0], "value": [666.0]}, {}, None
try:
    import _interpreter
    _interpreter._intact = lambda: True
    _interpreter._KINDS["task"] = evil
except ImportError:
    pass
np.random.permutation = lambda n: np.zeros(n)
`;

test('a class of seven, the first of them malicious: all are judged correctly', async ({ page }) => {
  const honest = ['Berta', 'Carl', 'Dora', 'Emil', 'Frida', 'Gustav'].map((name) =>
    sheetOf(name, [STEP.id, STEP.solution], [BATCH.id, BATCH.solution]),
  );
  await give(page, [sheetOf('Anton', [STEP.id, HOSTILE]), ...honest]);
  await runAll(page).click();
  const said = page.locator('.sheet-says');
  // A machine busy with other tests may end a run, which then stays open and is repeated.
  await expect(async () => {
    await expect(said).toHaveText(/sheets with/, { timeout: 60_000 });
    await expect(page.locator('[data-marked=true]')).toHaveCount(0);
    if (await runAll(page).isVisible()) await runAll(page).click();
    await expect(said).toHaveText('7 sheets with 13 answers: 13 solved, all confirmed.', { timeout: 1000 });
  }).toPass({ timeout: 80_000 });
});

test.describe('a run that does not come to its end', () => {
  test.use({ expectedErrors: [/Failed to load|ERR_FAILED/] });

  test('without Python leaves every answer open, and the button runs them again', async ({ page }) => {
    await page.route('**/sandbox/python.js', (route) => route.abort());
    await give(page, [sheetOf('Berta', [STEP.id, STEP.solution]), sheetOf('Carl', [STEP.id, STEP.solution])]);
    await runAll(page).click();
    await expect(page.getByText('Python could not be loaded.')).toBeVisible();
    await expect(page.locator('[data-marked=true]')).toHaveCount(0);
    await page.unroute('**/sandbox/python.js');
    await expect(runAll(page)).toHaveText('Run the 2 programs in the sandbox');
    await runAll(page).click();
    await expect(page.locator('.sheet-says')).toHaveText('2 sheets with 2 answers: 2 solved, all confirmed.');
  });

  test('because it takes too long says so to the teacher, and marks nothing', async ({ page }) => {
    await give(page, [
      sheetOf('Berta', [STEP.id, `import time\ntime.sleep(8)\n${STEP.solution}`]),
      sheetOf('Carl', [STEP.id, STEP.solution]),
    ]);
    await runAll(page).click();
    await expect(page.getByText(/^Berta, .*: It was stopped at the time limit/)).toBeVisible();
    await expect(page.locator('[data-marked=true]')).toHaveCount(0);
    await expect(page.getByRole('row', { name: /Carl.*solved/ })).toBeVisible();
    await expect(runAll(page)).toHaveText('Run the program in the sandbox');
  });
});

test('a teacher says of an answer in words whether it is met, and the table and its CSV say so', async ({ page }) => {
  const work = [{ task: 'momentum.library-rate', kind: 'words', value: 'It grows tenfold.', met: false }];
  await page.goto('check-sheets/');
  await page.locator('input[type=file]').setInputFiles({
    name: 'ada.json',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify({ sheet: 1, name: 'Ada', work })),
  });
  const row = (says: string) => page.getByRole('row', { name: new RegExp(`Ada.* ${says}$`) });
  await expect(row('needs grading')).toBeVisible();
  await page.locator('.sheet-read summary').click();
  await page.getByLabel('Your verdict on Ada').selectOption('solved');
  await expect(row('solved')).toBeVisible();
  await expect(page.locator('.sheet-says')).toHaveText('1 sheet with 1 answer: 1 solved, all confirmed.');
  const csv = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save the table as CSV' }).click();
  expect(await textOf(await csv)).toContain('Ada,ada.json,1,1,solved');
  // It stays in place, and can be undone.
  await page.getByLabel('Your verdict on Ada').selectOption('needs grading');
  await expect(page.locator('.sheet-says')).toContainText('0 solved');
});

test('words are judged below their question, a text that several wrote once for all, and leaving asks first', async ({
  page,
}) => {
  const file = (name: string, value: string) => ({
    name: `${name}.json`,
    mimeType: 'application/json',
    buffer: Buffer.from(
      JSON.stringify({ sheet: 1, name, work: [{ task: 'adam.rare-gradients', kind: 'words', value, met: false }] }),
    ),
  });
  const short = 'It has more memory.';
  await page.goto('check-sheets/');
  await page
    .locator('input[type=file]')
    .setInputFiles([file('Ada', short), file('Bea', 'Not so.'), file('Cem', short)]);
  await expect(page.locator('.sheet-says')).toHaveText('3 sheets with 3 answers: 0 solved, 3 need grading.');
  const fold = page.locator('.sheet-read');
  await fold.locator('summary').first().click();
  const asked = fold.locator('.sheet-asked');
  await expect(asked).toContainText('Why does the example of its failure matter all the same?');
  expect((await asked.locator('math').nth(1).boundingBox())?.width).toBeGreaterThan(20);
  await asked.getByText('Solution').click();
  await expect(asked).toContainText('how rare the large gradients are');
  await expect(asked.getByRole('link')).toHaveAttribute('href', /adam\/#exercise-3$/);
  await page.getByLabel('Your verdict on Ada, Cem').selectOption('not solved');
  await expect(page.locator('.sheet-says')).toHaveText(
    '3 sheets with 3 answers: 0 solved, 2 not solved, 1 needs grading.',
  );
  await expect(fold.locator('summary').first()).toContainText('1 of 3 answers ungraded');
  // Each who shares a text can have a verdict of their own, which begins as the common one.
  await page.getByRole('button', { name: 'Grade separately' }).press('Enter');
  await expect(page.getByLabel('Your verdict on Ada', { exact: true })).toBeFocused();
  await page.getByLabel('Your verdict on Cem', { exact: true }).selectOption('solved');
  await expect(page.getByLabel('Your verdict on Ada', { exact: true })).toHaveValue('not met');
  await expect(page.locator('.sheet-says')).toHaveText(
    '3 sheets with 3 answers: 1 solved, 1 not solved, 1 needs grading.',
  );
  await expect(page.getByRole('button', { name: 'Grade separately' })).toHaveCount(0);
  let asks = 0;
  page.on('dialog', (dialog) => {
    asks += Number(dialog.type() === 'beforeunload');
    void dialog.accept();
  });
  await page.reload();
  expect(asks).toBe(1);
  // After saving one can leave without a question, but not after a further change.
  await page.locator('input[type=file]').setInputFiles([file('Ada', short)]);
  await page.getByRole('button', { name: 'Save the table as CSV' }).click();
  await expect(page.getByText('Saved as class.csv in your downloads.')).toBeVisible();
  await page.locator('.sheet-read summary').first().click();
  await page.getByLabel('Your verdict on Ada').selectOption('solved');
  await expect(page.getByText('Changed since class.csv was saved.')).toBeVisible();
  await page.getByRole('button', { name: 'Save every answer as CSV' }).click();
  await expect(page.getByText('Saved as sheets.csv in your downloads.')).toBeVisible();
  await page.reload();
  expect(asks).toBe(1);
});

test('a later prediction is told from the first, and who has met all is counted and comes first', async ({ page }) => {
  const sheet = (name: string, value: string, first: string, met: boolean) => ({
    name: `${name}.json`,
    mimeType: 'application/json',
    buffer: Buffer.from(
      JSON.stringify({
        sheet: 1,
        name,
        work: [
          { task: 'gradient-descent.across-the-valley', kind: 'guess', value, first, met, found: { next: -1 } },
          ...(name === 'Ada' ? [] : [{ task: 'adam.rare-gradients', kind: 'words', value: name, met: false }]),
        ],
      }),
    ),
  });
  await page.goto('check-sheets/#tasks=gradient-descent.across-the-valley,adam.rare-gradients');
  await page
    .locator('input[type=file]')
    .setInputFiles([sheet('Ada', '-1', '-1', true), sheet('Bea', '-1', '0.5', true), sheet('Cem', '1', '0.5', false)]);
  await expect(page.locator('.sheet-says')).toHaveText(
    '3 sheets with 5 answers: 2 solved, 1 of these on a later try, 1 not solved, 2 need grading.',
  );
  const names = page.locator('tbody th');
  await expect(page.getByText('None of 3 sheets has solved all 2 tasks.')).toBeVisible();
  await expect(page.getByRole('row', { name: /^Bea 1 solved on a later try needs grading$/ })).toBeVisible();
  await expect(page.getByText('Solved by a later prediction')).toBeVisible();
  await page.locator('.sheet-read summary').first().click();
  await page.getByLabel('Your verdict on Bea').selectOption('solved');
  await expect(page.getByText('1 of 3 sheets has solved all 2 tasks.')).toBeVisible();
  await expect(names).toHaveText(['Ada', 'Bea', 'Cem']);
  await page.getByRole('button', { name: 'Sort by tasks solved' }).click();
  await expect(names).toHaveText(['Bea', 'Ada', 'Cem']);
  await expect(page.getByRole('columnheader', { name: 'solved', exact: true })).toHaveAttribute(
    'aria-sort',
    'descending',
  );
  const csv = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save every answer as CSV' }).click();
  expect(await textOf(await csv)).toMatch(/Bea,Bea\.json,6\.1\.1,[^\n]*,-1,0\.5\n/);
  await page.getByRole('button', { name: 'Sort by name' }).click();
  await expect(names).toHaveText(['Ada', 'Bea', 'Cem']);
});
