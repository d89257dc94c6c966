import { adoptStyles } from '../widgets/page/adopt-styles.ts';
import styles from './search.css?inline';

/** The parts of Pagefind's API used here; the build writes the script beside the index. */
interface Pagefind {
  options(options: { baseUrl: string; excerptLength: number }): Promise<void>;
  debouncedSearch(query: string, options: object, wait: number): Promise<{ results: Found[] } | null>;
}
interface Found {
  data(): Promise<{
    url: string;
    meta: { title?: string };
    sub_results: Part[];
  }>;
}
/** The part of a page from one heading or figure to the next. */
interface Part {
  title: string;
  url: string;
  excerpt: string;
  /** Positions of the matches, counted in words, and the weight of each. */
  weighted_locations: { location: number; balanced_score: number }[];
}

/** Parts shown for each page. */
const PARTS = 3;

let dialog: HTMLDialogElement | undefined;

/**
 * Opens the search dialog; the first time, loads the index.
 * @param index URL of Pagefind's script, which exists only in a built site
 */
export function openSearch(index: string): void {
  dialog ??= createDialog(import(/* @vite-ignore */ index) as Promise<Pagefind>, index);
  if (dialog.open) return;
  dialog.showModal();
  dialog.querySelector('input')?.select();
}

function createDialog(loading: Promise<Pagefind>, index: string): HTMLDialogElement {
  adoptStyles(styles);
  const box = document.createElement('dialog');
  box.className = 'search-box';
  box.ariaLabel = 'Search';
  const what = 'Search the notes';
  box.innerHTML = `
    <form method="dialog" role="search">
      <input type="search" aria-label="${what}" placeholder="${what}" autocomplete="off" spellcheck="false" />
      <button>Close</button>
    </form>
    <p role="status"></p>
    <ol></ol>`;
  document.body.append(box);
  const input = box.querySelector('input');
  const form = box.querySelector('form');
  const status = box.querySelector('p');
  const list = box.querySelector('ol');
  if (!input || !form || !status || !list)
    throw new Error('the search dialog lacks an element that search.ts uses: see overrides/Search.astro');

  const base = index.replace(/pagefind\/pagefind\.js$/, '');
  const ready = loading.then(async (pagefind) => {
    await pagefind.options({ baseUrl: base, excerptLength: 18 });
    return pagefind;
  });
  // Reported at the first search; until then nobody awaits it.
  ready.catch(() => {});
  async function search(query: string): Promise<void> {
    if (query === '') {
      list?.replaceChildren();
      show('');
      return;
    }
    try {
      const found = await (await ready).debouncedSearch(query, {}, 120);
      if (found === null) return;
      const pages = await Promise.all(found.results.slice(0, 8).map((result) => result.data()));
      list?.replaceChildren(...pages.map(entry));
      show(found.results.length === 0 ? `Nothing found for “${query}”.` : '');
    } catch {
      show(
        import.meta.env.DEV
          ? 'The dev server has no search: build the site first.'
          : 'Search needs a connection. Reload the page to try again.',
      );
    }
  }
  function show(text: string): void {
    if (status) status.textContent = text;
  }

  input.addEventListener('input', () => void search(input.value.trim()));
  // In a search field the first Escape would clear it, and only the second would close the dialog.
  input.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    box.close();
  });
  // Enter opens the first result; without one it must not close the dialog.
  form.addEventListener('submit', (event) => {
    if (event.submitter !== null && document.activeElement !== input) return;
    event.preventDefault();
    list.querySelector('a')?.click();
  });
  box.addEventListener('click', (event) => {
    const target = event.target;
    if (target === box || (target instanceof Element && target.closest('a'))) box.close();
  });
  return box;
}

function entry(page: Awaited<ReturnType<Found['data']>>): HTMLLIElement {
  const item = document.createElement('li');
  const heading = link(page.url, page.meta.title ?? page.url);
  heading.className = 'search-page';
  item.append(heading);
  for (const part of page.sub_results.toSorted((a, b) => rank(b) - rank(a)).slice(0, PARTS)) {
    const line = link(part.url, part.title === page.meta.title ? '' : part.title);
    const excerpt = document.createElement('span');
    // Pagefind escapes the page's text; the only markup in it is <mark>.
    excerpt.innerHTML = withoutTitle(part.excerpt, part.title);
    if (!/[.?!]\s*$/.test(excerpt.textContent ?? '')) excerpt.append(' …');
    line.append(excerpt);
    item.append(line);
  }
  return item;
}

/** An excerpt without the heading at its beginning, which is already shown above it. */
function withoutTitle(excerpt: string, title: string): string {
  const words = title.split(/\s+/).map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const heading = new RegExp(
    `^\\s*(?:<mark>)?${words.join('(?:</mark>)?\\s+(?:<mark>)?')}(?:</mark>)?[.?!]?(?:</mark>)?\\s*`,
  );
  return title === '' ? excerpt : excerpt.replace(heading, '');
}

/** Ranks a part with the words side by side, as typed, before one with scattered words. */
function rank({ weighted_locations: found }: Part): number {
  const places = found.map(({ location }) => location).sort((a, b) => a - b);
  let run = 1;
  let longest = 1;
  for (const [k, place] of places.entries()) {
    run = place === (places[k - 1] ?? place) + 1 ? run + 1 : 1;
    longest = Math.max(longest, run);
  }
  const score = found.reduce((sum, { balanced_score }) => sum + balanced_score, 0);
  return longest + score / (1 + score);
}

function link(href: string, text: string): HTMLAnchorElement {
  const a = document.createElement('a');
  a.href = href;
  if (text !== '') {
    const title = document.createElement('b');
    title.textContent = text;
    a.append(title);
  }
  return a;
}
