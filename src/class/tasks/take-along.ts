import checkTools from './check.py?raw';
import type { Task } from './task.ts';

/** Outside the page, numbers are printed, each under the name shown on the page. */
const PRINTS = `class Complaint(Exception):
    pass


def note(step, quantity, value):
    print("%-4d %-10s %.10g" % (step, quantity, value))


`;

/** The file to download: the reader's code between the setup code and the code that calls it. */
function partsOf({ title, notebook, lead, given, check }: Task, code: string): [name: string, text: string][] {
  return [
    ['About', `${title}, after notebook ${notebook}.\n\n${plain(lead)}`],
    ['Given', `import numpy as np\n\n${given.trim()}\n`],
    ['Yours', `${code.trimEnd()}\n`],
    ['Check', `${PRINTS}${checkTools.trim()}\n\n\n${check.trim()}\n`],
  ];
}

/** Without the markup for mathematics. */
const plain = (text: string): string => text.replace(/\*([^*\s]+)\*/g, '$1').replace(/[_^](?=\S)/g, '');

const WIDTH = 96;

/** Comment lines, short enough for an editor. */
function remarks(text: string): string {
  return text
    .split('\n')
    .map((line) => {
      const rows = [''];
      for (const word of line.split(' ')) {
        const last = rows.at(-1) ?? '';
        if (last !== '' && last.length + word.length > WIDTH) rows.push(word);
        else rows[rows.length - 1] = last === '' ? word : `${last} ${word}`;
      }
      return rows.map((row) => `# ${row}`.trimEnd()).join('\n');
    })
    .join('\n');
}

/** A script that needs only NumPy and prints the values compared on the page. */
export function scriptOf(task: Task, code: string): string {
  const [about, ...rest] = partsOf(task, code);
  return `${remarks(about?.[1] ?? '')}\n\n${rest.map(([name, text]) => `# ${name}\n${text}`).join('\n\n')}`;
}

/** The task and its solution as a notebook in format 4.5. */
export function notebookOf(task: Task, code: string): string {
  const cells = partsOf(task, code).map(([name, text]) => {
    const source = text.trimEnd().split(/(?<=\n)/);
    const cell = { id: name.toLowerCase(), metadata: {}, source };
    return name === 'About'
      ? { cell_type: 'markdown', ...cell }
      : { cell_type: 'code', ...cell, execution_count: null, outputs: [] };
  });
  const kernel = { display_name: 'Python 3', language: 'python', name: 'python3' };
  const metadata = { kernelspec: kernel, language_info: { name: 'python' } };
  return `${JSON.stringify({ cells, metadata, nbformat: 4, nbformat_minor: 5 }, null, 1)}\n`;
}
