/**
 * npm run new -- optimizer <name>
 * npm run new -- problem <name>
 * npm run new -- experiment <name> --section=<chapter> [--page=<page>]
 * npm run new -- chapter <name> [--number=6.6] [--group="Chapter 7" | --after=<chapter>]
 * npm run new -- page <name> [--number=W1] [--group=Homework] [--after=<page>]
 *
 * Writes a small working example, adds its line to the list of its kind, writes its test, and prints the next steps. Replace
 * the lines of the example with your own. Existing files are never overwritten.
 *
 *   optimizer    src/engine/optimizers/<name>.ts, its line in index.ts, its test in tests/engine/optimizers (two steps
 *                computed by hand, three mutations), and verification/reference/optimizers/<name>.py, the settings at which
 *                PyTorch or NumPy takes the same steps
 *   problem      src/engine/problems/<name>.ts, its line in index.ts, its test in tests/engine/problems, and
 *                verification/reference/problems/<name>.py, the loss in PyTorch
 *   experiment   src/experiments/<section>/<name>.ts, its line in src/experiments/index.ts, and its test; the section is the
 *                folder of its chapter; --page adds it as the last figure of that page, before the exercises
 *   chapter      src/content/docs/<name>.mdx, and its place in the sidebar: at the end of the last chapter or of the
 *                chapter --group, which is created if needed, or after the page --after; the number, also used for its
 *                figures, is the next one of its chapter, or --number
 *   page         src/content/docs/<name>.mdx, a page for your course, and its place in the sidebar: in a group, which is created
 *                if needed, or after another page; its number, if any, may be any text that contains a digit
 *
 * A name is made of lower-case words with hyphens, such as heavy-ball. It becomes the name of the file and the id in links.
 */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root, run } from './command.ts';
import { type Plan, planOf } from './new/plans.ts';
import { render } from './new/render.ts';
import { exitWith, readOptions, UsageError } from './options.ts';

async function write({ name, files, lists, fill = (text) => text }: Plan): Promise<void> {
  const there = files.filter(({ file }) => existsSync(join(root, file)));
  if (there.length > 0) throw new UsageError(`already exists: ${there.map(({ file }) => file).join(', ')}`);
  for (const rendered of files) {
    mkdirSync(join(root, dirname(rendered.file)), { recursive: true });
    writeFileSync(join(root, rendered.file), fill(render(rendered, name, files)));
  }
  for (const [file, text] of Object.entries(lists)) writeFileSync(join(root, file), text);
  const all = [...files.map(({ file }) => file), ...Object.keys(lists)];
  // Sorts imports and wraps lines that are longer under the new name; without Biome the files work as well.
  const code = all.filter((file) => /\.(ts|mjs)$/.test(file));
  const formatted = await run('biome', ['check', '--write', ...code], { quiet: true });
  if (formatted.code !== 0) console.error(`not formatted; npm run format says why:\n${formatted.output}`);
  for (const { file } of files) console.log(`new      ${file}`);
  for (const file of Object.keys(lists)) console.log(`a line   ${file}`);
}

const { values, positionals } = readOptions(
  { url: import.meta.url, name: 'npm run new' },
  {
    section: { type: 'string' },
    page: { type: 'string' },
    number: { type: 'string' },
    after: { type: 'string' },
    group: { type: 'string' },
  },
  { words: true },
);
try {
  const [kind, name, ...more] = positionals;
  if (more.length > 0) throw new UsageError(`one at a time: ${kind} ${name}, and not also ${more.join(' ')}`);
  const plan = planOf(kind, name, values);
  await write(plan);
  console.log(`\nNext:\n${plan.next.map(([what, why]) => `  ${what}\n      ${why}`).join('\n')}`);
} catch (error) {
  exitWith(error);
}
