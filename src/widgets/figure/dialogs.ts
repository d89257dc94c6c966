/** The dialogs that a figure's small buttons open: data, Python, embed, link, its charts at large. Each is made when it is asked for. */
import { type ComponentChild, h, render } from 'preact';
import { adoptStyles } from '../page/adopt-styles.ts';
import type { Instance } from '../page/instance.ts';
import { linkTo } from '../page/page.ts';
import { watchScrollers } from '../page/scrollers.ts';
import { dataTable } from '../panels/index.ts';
import { plainText } from '../panels/math-text.ts';
import { csvFile, toCsv } from './csv.ts';
import styles from './dialogs.css?inline';
import { save } from './save.ts';

adoptStyles(styles);

/** A table of thousands of rows is for the CSV; the dialog shows its beginning. */
const ROWS_SHOWN = 200;
/** Height of the line under an embed, and its margins, and the margins at its sides: px. */
const SOURCE_LINE = 40;
const SIDES = 24;
/** Milliseconds that an embed may take to load while its height is measured. */
const PATIENCE = 4000;

export type DialogName = 'Data' | 'Python' | 'Embed' | 'Copy link' | 'Enlarge';

export async function openDialog(which: DialogName, live: Instance): Promise<void> {
  const { spec } = live;
  if (which === 'Copy link') return show('Link to this run', [source(linkTo(live), 'Copy')]);
  if (which === 'Embed') return show(`Embed “${spec.title}”`, await embedBody(live));
  if (which === 'Python') return show(`Python for “${spec.title}”`, await pythonBody(live));
  if (which === 'Enlarge') {
    // uPlot is fetched now, and with no page before.
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
  // A figure in full screen hides whatever is outside it.
  (document.fullscreenElement ?? document.body).append(dialog);
  dialog.showModal();
  watchScrollers(dialog);
}

/** Text to take away: shown, and copied by a button; selected if it cannot be copied. */
function source(text: string, copyLabel: string, file?: string): ComponentChild {
  const copy = async (event: MouseEvent): Promise<void> => {
    const button = event.currentTarget;
    if (!(button instanceof HTMLButtonElement)) return;
    try {
      await navigator.clipboard.writeText(text);
      button.textContent = 'Copied';
    } catch {
      const area = button.closest('.source')?.querySelector('textarea');
      area?.select();
      button.textContent = 'Selected: press Ctrl C';
    }
  };
  return h('div', { class: 'source' }, [
    h(
      'textarea',
      {
        readOnly: true,
        rows: Math.min(24, text.split('\n').length + 1),
        spellcheck: false,
        'aria-label': 'Text to copy',
      },
      text,
    ),
    h('p', { class: 'figure-dialog-actions' }, [
      h('button', { type: 'button', onClick: copy }, copyLabel),
      file
        ? h(
            'button',
            { type: 'button', onClick: () => save(new Blob([text], { type: 'text/plain' }), file) },
            `Download ${file}`,
          )
        : null,
    ]),
  ]);
}

async function pythonBody(live: Instance): Promise<ComponentChild[]> {
  const script = await live.python().catch((error: unknown) => `# This script could not be made: ${String(error)}`);
  return [
    h('p', null, 'Needs NumPy, nothing else. It computes the run with the values set now and prints its numbers.'),
    source(script, 'Copy', `${live.spec.id}.py`),
  ];
}

function attribute(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
}

/** How high an embed is at a width; 0 where it does not load. */
async function heightOf(src: string, width: number): Promise<number> {
  const frame = Object.assign(document.createElement('iframe'), { src, tabIndex: -1 });
  // High enough for any figure, and no part of what the page scrolls.
  frame.style.cssText = `position: fixed; visibility: hidden; border: 0; width: ${width}px; height: 9999px`;
  try {
    await new Promise((resolve, reject) => {
      frame.addEventListener('load', resolve);
      setTimeout(reject, PATIENCE);
      document.body.append(frame);
    });
    const { fonts, documentElement } = frame.contentDocument ?? {};
    await fonts?.ready;
    return Math.ceil(documentElement?.getBoundingClientRect().height ?? 0);
  } catch {
    return 0;
  } finally {
    frame.remove();
  }
}

/** The address of the figure alone, as the page has it: with its values, its controls and its caption. */
function embedOf(live: Instance): string {
  const { spec } = live;
  const link = linkTo(live, `${spec.base}embed/${spec.id}/`)
    .replace(`#${spec.name}`, '')
    .replaceAll(`${spec.name}.`, `${spec.id}.`);
  const own = new URLSearchParams();
  if (spec.hide.length > 0) own.set('hide', spec.hide.join(','));
  const caption = spec.caption ?? (spec.embed ? new URLSearchParams(location.search).get('caption') : null);
  if (caption) own.set('caption', caption);
  // Commas are easier to edit as they are.
  return own.size > 0 ? `${link}&${String(own).replaceAll('%2C', ',')}` : link;
}

async function embedBody(live: Instance): Promise<ComponentChild[]> {
  const { spec } = live;
  const src = embedOf(live);
  // As high as the figure is here, with the line below that says where it comes from; or as the embed itself, which has the
  // controls and the caption that a page may have left out.
  const { clientWidth = 0, scrollHeight = 0 } = document.getElementById(spec.name) ?? {};
  const height = Math.max(scrollHeight + SOURCE_LINE, await heightOf(src, clientWidth + SIDES));
  const frame = `<iframe
  src="${attribute(src)}"
  title="${attribute(plainText(spec.title))}"
  style="width: 100%; height: ${height}px; border: 0"
  loading="lazy"
  allow="fullscreen; clipboard-write"></iframe>`;
  const listen = `<script>
  addEventListener('message', ({ data, source }) => {
    if (data?.source !== 'fitting-models') return;
    for (const frame of document.querySelectorAll('iframe'))
      if (frame.contentWindow === source) frame.style.height = data.height + 'px';
  });
</script>`;
  return [
    h(
      'p',
      null,
      `Put this where the figure should stand. ${spec.hide.length > 0 ? 'Add names to hide= in its address' : 'Add &hide=seed,caption to its address'} to leave parts out, and &theme=dark to fix the theme.`,
    ),
    source(frame, 'Copy'),
    h(
      'p',
      null,
      'The frame tells its height to the page around it. A course system that knows lti.frameResize needs nothing more; any other page listens:',
    ),
    source(listen, 'Copy'),
  ];
}

function dataBody(live: Instance): ComponentChild[] {
  const presentation = live.presentation.value;
  if (!presentation) return [h('p', null, 'There is nothing to show yet: the figure has not been computed.')];
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
