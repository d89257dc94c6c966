import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { watchedSite } from '../browsers/watched-site.ts';
import { lastingOf, visit } from '../monkey.ts';

const directory = mkdtempSync(join(tmpdir(), 'monkey-'));
afterAll(() => rmSync(directory, { recursive: true }));

/** A page with working controls, and its script. */
function write(name: string, body: string, script: string): void {
  const sound = `<button id="live">Live</button><p id="said"></p>
<label>Kept <input id="kept"></label>
<label><input type="radio" name="one" checked>Chosen already</label>`;
  mkdirSync(join(directory, name), { recursive: true });
  writeFileSync(
    join(directory, name, 'index.html'),
    `<!doctype html><html lang="en"><head><title>Planted</title><link rel="icon" href="data:,"></head><body>${sound}${body}
<script>live.onclick = () => said.textContent += '.'; ${script}</script></body></html>`,
  );
}

test('the monkey tells of a dead control, lost letters and a script error by their names, and of nothing that is sound', async () => {
  write(
    '',
    `<button id="dead">Dead</button><button id="dies">Dies</button><button id="wrong">Wrong</button><label>Refuses <input id="refuses"></label>
<label>Forgets <input id="forgets"></label><div><label>Replaced <input></label></div>`,
    `dies.onclick = () => { said.textContent += '?'; dies.onclick = null; };
wrong.onclick = () => { said.textContent += '!'; throw new Error('planted'); };
refuses.oninput = () => { refuses.value = ''; };
let later; forgets.oninput = () => { clearTimeout(later); later = setTimeout(() => { forgets.value = 'as it was'; }, 300); };
const place = document.querySelector('div'); const { innerHTML } = place; place.oninput = () => { place.innerHTML = innerHTML; };`,
  );
  const found = await visit('chromium', '/', { acts: 240, seed: 1, directory });
  expect(found['dead controls']?.sort()).toEqual([
    expect.stringMatching(/^button "Dead" in #dead, pressed \d+ times$/),
    expect.stringMatching(/^button "Dies" in #dies, pressed \d+ times after it had answered$/),
  ]);
  // Reported with the preceding acts: a slow machine reports it an act later.
  expect(found['script errors']).toEqual([
    expect.stringMatching(/Error: planted \(.*act \d+, press button "Wrong" in #wrong[,)]/),
  ]);
  const lost = new Set(found['lost inputs']?.map((text) => text.replace(/ was given .*/, '')));
  expect(lost).toEqual(
    new Set(['input "Refuses" in #refuses', 'input "Forgets" in #forgets', 'input "Replaced" in #']),
  );
  expect(found['times without an answer']).toEqual([]);
});

test('a figure that moves by itself is not a response of a dead button in another, and not a reason to wait for the live ones', async () => {
  write(
    'moves',
    `<figure id="moving"><p></p><button id="still">Still</button></figure>
<figure id="rests"><button id="beside">Beside</button></figure><figure><button id="works">Works</button><p id="worked"></p></figure>`,
    `const moving = document.querySelector('figure p'); let k = 0; setInterval(() => { moving.textContent = k++; }, 30);
works.onclick = () => { worked.textContent += '.'; };`,
  );
  const found = await visit('chromium', '/moves/', { acts: 200, seed: 2, directory });
  expect(found['dead controls']).toEqual([expect.stringMatching(/^button "Beside" in #beside, pressed \d+ times$/)]);
});

test('the monkey tells which press a page did not survive, and goes on', async () => {
  write('hangs', '<button id="hangs">Hangs</button>', 'hangs.onclick = () => { for (;;); };');
  const found = await visit('chromium', '/hangs/', { acts: 12, seed: 1, directory, patience: 3000 });
  expect(new Set(found['times without an answer']?.map((text) => text.replace(/.*, (?=press)/, '')))).toEqual(
    new Set(['press button "Hangs" in #hangs']),
  );
});

test('an import that is cut off because its page is left is not a script error; one of a module that is missing is', async () => {
  write('', '', '');
  const site = await watchedSite({ directory });
  const cutOff = (path: string) =>
    `/: unhandled: TypeError: error loading dynamically imported module: ${site.address}${path}`;
  const errors = new Map([cutOff(''), cutOff('gone.js'), '/: Error: another'].map((text) => [text, 'act 1']));
  const lasting = await lastingOf(errors, site.address);
  await site.close();
  expect(lasting).toEqual([`${cutOff('gone.js')} (act 1)`, '/: Error: another (act 1)']);
});
