/** The laboratory for screen reader users: names, keys, and the announcements, in order and once each. */

import { focused, heard, listen } from './aloud.ts';
import { open } from './playground.ts';
import { expect, test } from './site.ts';

test('a rule in the laboratory: nothing is heard while it is written, then what is wrong, once, and what the run does', async ({
  page,
}) => {
  await page.clock.install();
  await open(page);
  await listen(page);
  await page.getByRole('button', { name: 'Your rule: edit it' }).press('Enter');
  const text = page.getByRole('textbox', { name: 'Your rule', exact: true });
  await expect(text).toBeFocused();
  expect(await focused(page)).toEqual({
    role: 'textbox',
    name: 'Your rule',
    description: 'Escape, then Tab leaves it.',
  });
  // Opening it changes nothing, so nothing is announced.
  await page.keyboard.press('ControlOrMeta+End');
  // Inserted in one piece: a part of the word may be a name in a working rule.
  await page.keyboard.insertText(' * momentun');
  await expect.poll(() => heard(page)).toHaveLength(1);
  expect((await heard(page))[0]).toMatch(/^Line \d+\. momentun is not defined\./);
  await page.keyboard.press('ControlOrMeta+Shift+ArrowLeft');
  await page.keyboard.insertText('0.5');
  await expect.poll(() => heard(page)).toHaveLength(2);
  expect((await heard(page))[1]).toMatch(/At step 40 your rule is /);
  await page.clock.runFor(1000);
  expect(await heard(page)).toHaveLength(2);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Tab');
  await expect(text).not.toBeFocused();
});
