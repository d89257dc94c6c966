/**
 * npm run course -- sheets FOLDER      checks the sheets in a folder as the page Check sheets does, and prints its table as
 *                                      CSV
 * npm run course -- sheets --class=40  makes up a class with ten cheats, checks it, and prints the time taken, the
 *                                      forgeries found and the number of honest answers marked
 *   --forgers=20                       the number of cheats, who use the ten ways in turn
 *   --write=FOLDER                     saves the sheets of that class there, for trying the page
 *
 * The tasks are those of the built site: build it first. Exit code: 0; 1 if a forgery of the made-up class is not
 * found or an honest answer is marked; 2 if the request is wrong.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { asSiteTasks } from '../../src/class/sheets/catalogue.ts';
import { judgeSheet, marked } from '../../src/class/sheets/judge.ts';
import { readSheet } from '../../src/class/sheets/sheet.ts';
import { type CheckedSheet, sheetsCsv } from '../../src/class/sheets/table.ts';
import { tasksIn } from '../../src/class/sheets/written-tasks.ts';
import { findExperiment } from '../../src/widgets/prerender/find-experiment.ts';
import { root } from '../command.ts';
import { exitWith, readOptions, UsageError, wholeNumber } from '../options.ts';
import { forgeries, makeClass } from './sheets/class-of-sheets.ts';
import { recomputing } from './sheets/recompute.ts';
import { solutionsOf } from './sheets/solutions.ts';

const { values, positionals } = readOptions(
  { url: import.meta.url, name: 'npm run course -- sheets' },
  { class: { type: 'string' }, forgers: { type: 'string' }, write: { type: 'string' } },
  { words: true },
);
const built = join(root, 'dist/tasks.json');
if (!existsSync(built)) exitWith(new UsageError('the site is not built: npm run build first'));
const site =
  asSiteTasks(JSON.parse(readFileSync(built, 'utf8'))) ??
  exitWith(new UsageError('dist/tasks.json is not a list of tasks: build the site again'));

if (values.class !== undefined) {
  try {
    const students = wholeNumber(values.class, 'class', [forgeries.length, 400]);
    await tryClass(students, wholeNumber(values.forgers ?? String(forgeries.length), 'forgers', [0, students]));
  } catch (error) {
    exitWith(error);
  }
} else await checkFolder(positionals[0]);

async function checkFolder(folder: string | undefined): Promise<void> {
  if (folder === undefined || !existsSync(folder))
    exitWith(new UsageError(folder === undefined ? 'name a folder of sheets, or --class=40' : `there is no ${folder}`));
  const { recompute } = recomputing(findExperiment);
  const checked: CheckedSheet[] = [];
  for (const file of readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()) {
    try {
      const sheet = readSheet(readFileSync(join(folder, file), 'utf8'));
      const judged = await judgeSheet(sheet, site, recompute);
      checked.push({ key: file, content: JSON.stringify(sheet), file, name: sheet.name, sheet, judged });
    } catch (error) {
      console.error(`${file} ${error instanceof Error ? error.message : String(error)}.`);
    }
  }
  process.stdout.write(sheetsCsv(checked));
}

async function tryClass(students: number, forgers: number): Promise<void> {
  const docs = join(root, 'src/content/docs');
  const pages = readdirSync(docs).filter((name) => name.endsWith('.mdx'));
  const written = pages.flatMap((name) => tasksIn(name.replace('.mdx', ''), readFileSync(join(docs, name), 'utf8')));
  const making = recomputing(findExperiment).recompute;
  const known = await solutionsOf(site.tasks, written, findExperiment, making);
  const sheets = await makeClass(
    { catalogue: site.tasks, version: site.version, recompute: making, ...known },
    students,
    6,
    forgers,
  );
  if (values.write !== undefined) {
    mkdirSync(values.write, { recursive: true });
    for (const { file, text } of sheets) writeFileSync(join(values.write, file), text);
  }

  // From here on as on the page: only the text of the sheets is used.
  const { recompute, count } = recomputing(findExperiment);
  const began = performance.now();
  let answers = 0;
  let found = 0;
  let falseAlarms = 0;
  for (const { file, text, forged } of sheets) {
    const judged = await judgeSheet(readSheet(text), site, recompute);
    answers += judged.length;
    const bad = judged.filter(({ finding }) => marked.includes(finding));
    if (forged && bad.length > 0) found++;
    falseAlarms += Math.max(0, bad.length - (forged ? 1 : 0));
    for (const { label, finding, says } of bad) console.log(`${file}  ${label}  ${finding}: ${says}  (${forged})`);
  }
  const seconds = (performance.now() - began) / 1000;
  const sum = `${students} sheets, ${answers} answers, ${count()} settings run in ${seconds.toFixed(1)} s on one core`;
  console.log(`${sum}: ${found} of ${forgers} forgeries found, ${falseAlarms} false alarms`);
  if (found < forgers || falseAlarms > 0) process.exitCode = 1;
}
