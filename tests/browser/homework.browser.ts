/** Homework by link: a teacher ticks, a student opens, and both pages count only those tasks. */
import { textOf } from './downloads.ts';
import { expect, needs, openFolds, test } from './site.ts';

test('a teacher ticks tasks, a student does one and hands in, and the table has a column for each', async ({
  page,
  context,
}) => {
  needs('adam');
  await page.goto('./homework/#choose');
  for (const title of ['Rare gradients', 'Fixed rate', 'Half the rate'])
    await page.getByRole('checkbox', { name: title }).check();
  await page.getByLabel('Due date').fill('2026-12-05');
  await page.getByLabel('Note to your students').fill('Hand in by noon.');
  const address = await page.getByLabel('Link for your students').inputValue();
  expect(address).toContain(
    '#tasks=adam.half-the-rate,adam.rare-gradients,notebook-6.3.fixed-rate&due=2026-12-05&note=',
  );

  const student = await context.newPage();
  await student.goto(address);
  await expect(student.getByRole('heading', { name: '3 tasks, due Saturday, 5 December 2026' })).toBeVisible();
  await expect(student.getByText('Hand in by noon.')).toBeVisible();
  await expect(student.getByRole('status')).toContainText('0 of 3 done');
  // The menu leads there, too, without the link's fragment.
  await student.goto(address.replace(/#.*/, ''));
  await expect(student.getByRole('heading', { name: '3 tasks, due Saturday, 5 December 2026' })).toBeVisible();
  await student.getByRole('link', { name: 'Rare gradients' }).click();
  await expect(student).toHaveURL(/adam\/#exercise-3$/);
  await openFolds(student);
  // Before it is answered, by its name in the list.
  await expect(student.locator('#exercise-3')).toContainText('Part of your homework: Rare gradients');
  // Two answers, one of them to a task outside the homework.
  await student.evaluate(() => {
    for (const task of ['adam.rare-gradients', 'momentum.library-rate'])
      localStorage.setItem(`work ${task}`, JSON.stringify({ task, kind: 'words', value: `On ${task}.`, met: false }));
  });
  await student.goto(address);
  await expect(student.getByRole('status')).toContainText('1 of 3 done');
  await student.getByRole('link', { name: 'Hand in (My sheet)' }).click();
  await expect(student.locator('.sheet-work li')).toHaveCount(1);
  await expect(student.getByText('This sheet contains only the homework.')).toContainText(
    'Still to do: 6.4.1 Half the rate, N6.3a A fixed rate.',
  );
  await expect(student.getByText('This sheet contains only the homework.')).toContainText('; 1 done.');
  await expect(student.getByText('give your teacher the saved file or the link')).toBeVisible();
  // The page remembers it on the next visit, without the link.
  await student.goto(address.replace(/homework\/.*/, 'my-sheet/'));
  await expect(student.locator('.sheet-work li')).toHaveCount(1);
  const download = student.waitForEvent('download');
  await student.getByRole('button', { name: 'Save the sheet' }).click();
  const text = await textOf(await download);
  expect(text).toContain('On adam.rare-gradients.');
  expect(text).not.toContain('library-rate');
  await student.getByRole('button', { name: 'Show everything' }).click();
  await expect(student.locator('.sheet-work li')).toHaveCount(2);

  await page.getByRole('link', { name: 'Check the sheets of this homework' }).click();
  const file = (name: string, tasks: readonly string[]) => ({
    name,
    mimeType: 'application/json',
    buffer: Buffer.from(
      JSON.stringify({ sheet: 1, name, work: tasks.map((task) => ({ task, kind: 'words', value: task, met: false })) }),
    ),
  });
  await page
    .locator('input[type=file]')
    .setInputFiles([file('Ada', ['adam.rare-gradients']), file('Bea', ['momentum.library-rate'])]);
  await expect(page.locator('.sheet-says')).toContainText('2 sheets with 1 answer');
  await expect(page.getByText('Homework of 3 tasks')).toContainText(
    '6.4.1 Half the rate, 6.4.3 Rare gradients, N6.3a A fixed rate. Only these count, in this order. 1 answer to other tasks is left out.',
  );
  await expect(page.getByRole('columnheader')).toHaveText(['Who', 'solved', '6.4.1', '6.4.3', 'N6.3a']);
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save the table as CSV' }).click();
  expect((await textOf(await saved)).replace('\ufeff', '').split('\n')).toEqual([
    'name,file,solved,of,6.4.1 Half the rate,6.4.3 Rare gradients,N6.3a A fixed rate',
    'Ada,Ada,0,3,,needs grading,',
    'Bea,Bea,0,3,,,',
    '',
  ]);
});
