/**
 * The dialogs opened by a figure's small buttons: data, Python, share, link, large charts. Each is created on demand.
 */
import { type ComponentChild, h, render } from 'preact';
import { adoptStyles } from '../page/adopt-styles.ts';
import { csvFile } from '../page/csv-text.ts';
import type { Figure } from '../page/figure.ts';
import { linkTo } from '../page/page.ts';
import { save } from '../page/save.ts';
import { watchScrollers } from '../page/scrollers.ts';
import { dataTable } from '../panels/data.ts';
import { toCsv } from './csv.ts';
import styles from './dialogs.css?inline';
import { embedAddress, frameOf } from './share.ts';
import { TextToCopy } from './TextToCopy.tsx';

adoptStyles(styles);

/** A table with thousands of rows belongs in the CSV; the dialog shows its beginning. */
const ROWS_SHOWN = 200;
export type DialogName = 'Data' | 'Python' | 'Share' | 'Copy link' | 'Enlarge';

export async function openDialog(which: DialogName, live: Figure): Promise<void> {
  const { spec } = live;
  if (which === 'Copy link') return show('Link to this run', [h(TextToCopy, { text: linkTo(live) })]);
  if (which === 'Share') return show(`Share “${spec.title}”`, shareBody(live));
  if (which === 'Python') return show(`Python for “${spec.title}”`, await pythonBody(live));
  if (which === 'Enlarge') {
    // uPlot is loaded only here, never with a page.
    const [{ Enlarged }, { panels }] = await Promise.all([import('../enlarge/Enlarged.tsx'), live.large()]);
    return show(`Charts of “${spec.title}”`, [h(Enlarged, { name: spec.name, panels })], 'figure-dialog enlarged');
  }
  // A figure that nobody has touched yet has only its built picture.
  if (!live.presentation.value) await live.run();
  return show(`Data of “${spec.title}”`, dataBody(live));
}

export function show(title: string, body: readonly ComponentChild[], style = 'figure-dialog'): void {
  const dialog = document.createElement('dialog');
  dialog.className = style;
  dialog.setAttribute('aria-label', title);
  const close = (): void => dialog.close();
  render(
    h('div', { class: 'figure-dialog-inner' }, [
      h('header', { class: 'figure-dialog-head' }, [
        h('h2', null, title),
        h('button', { type: 'button', onClick: close }, 'Close'),
      ]),
      ...body,
    ]),
    dialog,
  );
  dialog.addEventListener('close', () => {
    render(null, dialog);
    dialog.remove();
  });
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog) close();
  });
  // A figure in full screen hides everything outside it.
  (document.fullscreenElement ?? document.body).append(dialog);
  dialog.showModal();
  watchScrollers(dialog);
}

function shareBody(live: Figure): ComponentChild[] {
  const { spec } = live;
  const height = document.getElementById(spec.name)?.scrollHeight ?? 0;
  const frame = frameOf(spec.title, embedAddress(live, location), height);
  return [
    h('p', null, 'A link that opens the figure at its current settings:'),
    h(TextToCopy, { text: linkTo(live), label: 'Copy the link' }),
    h('p', null, 'For a page in Moodle, Canvas or your own site, paste this where the figure should appear:'),
    h(TextToCopy, { text: frame, label: 'Copy the frame' }),
    h('p', null, 'Add &hide=steps,caption to its URL to hide controls or text, and &theme=dark for dark colours.'),
  ];
}

async function pythonBody(live: Figure): Promise<ComponentChild[]> {
  const script = await live.python().then(
    ({ text }) => text,
    (error: unknown) => `# Could not write this script: ${String(error)}`,
  );
  return [
    h('p', null, 'Needs only NumPy. It computes the run at the current settings and prints its numbers.'),
    h(TextToCopy, { text: script, file: `${live.spec.id}.py` }),
  ];
}

function dataBody(live: Figure): ComponentChild[] {
  const presentation = live.presentation.value;
  if (!presentation) return [h('p', null, 'Nothing to show yet: the figure has not been computed.')];
  const csv = toCsv(linkTo(live), live.values.value, presentation);
  return [
    h('p', { class: 'figure-dialog-actions' }, [
      h(
        'button',
        { type: 'button', onClick: () => save(csvFile(csv), `${live.spec.name}.csv`) },
        `Download ${live.spec.name}.csv`,
      ),
    ]),
    ...presentation.panels.map((panel) => dataTable(panel, ROWS_SHOWN)),
  ];
}
