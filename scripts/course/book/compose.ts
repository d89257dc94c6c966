/** Combines the pages in the browser. Uses nothing outside the function: Playwright sends it as text. */

/** @param published base of links to other pages; empty if the site has no address, and then they become text */
export async function compose(book: {
  chapters: { path: string }[];
  base: string;
  published: string;
  title: string;
  about: string;
}): Promise<{ titles: string[] }> {
  const { chapters, base, published, title, about } = book;
  const parsed = await Promise.all(
    chapters.map(async ({ path }) => {
      const answer = await fetch(base + path);
      if (!answer.ok) throw new Error(`${base}${path}: ${answer.status}`);
      return { path, page: new DOMParser().parseFromString(await answer.text(), 'text/html') };
    }),
  );
  const prefix = (path: string): string => `${path.replace(/\W+/g, '-')}-`;
  const inBook = new Map(chapters.map(({ path }) => [base + path, prefix(path)]));

  const sheets = new Set<string>();
  for (const { page } of parsed)
    for (const link of page.querySelectorAll<HTMLLinkElement>('link[rel="stylesheet"]'))
      sheets.add(link.getAttribute('href') ?? '');
  const loaded = [...sheets].map(
    (href) =>
      new Promise<void>((resolve, reject) => {
        const link = Object.assign(document.createElement('link'), { rel: 'stylesheet', href });
        link.onload = () => resolve();
        link.onerror = () => reject(new Error(`${href} did not load`));
        document.head.append(link);
      }),
  );

  const cover = document.createElement('header');
  cover.className = 'book-cover';
  cover.append(Object.assign(document.createElement('p'), { className: 'book-title', textContent: title }));
  cover.append(Object.assign(document.createElement('p'), { textContent: about }));
  const contents = document.createElement('ol');
  cover.append(contents);
  document.body.append(cover);

  const answers = document.createElement('section');
  answers.className = 'book-chapter page';
  answers.innerHTML = '<h1 id="book-answers">Solutions</h1>';
  const titles: string[] = [];
  const list = (id: string, text: string): void => {
    const item = document.createElement('li');
    const link = Object.assign(document.createElement('a'), { href: `#${id}` });
    link.append(text, document.createElement('span'));
    item.append(link);
    contents.append(item);
    titles.push(text);
  };

  for (const { path, page } of parsed) {
    const mark = prefix(path);
    const main = page.querySelector('main');
    if (!main) throw new Error(`${path} has no main part`);
    for (const stray of main.querySelectorAll('script, noscript, template, footer, .meaning, .needs, .task-words'))
      stray.remove();
    // Folds become sections: a browser keeps a heading with its text only if both are at the top level.
    for (const fold of main.querySelectorAll('details.deeper')) {
      const head = fold.querySelector(':scope > summary .deeper-head');
      const inside = fold.querySelector(':scope > div.page');
      if (!head || !inside) throw new Error(`${path}: a fold has no summary or no content`);
      inside.prepend(head);
      inside.classList.add('deeper', 'full');
      fold.replaceWith(inside);
    }
    // A long table under a figure is data, for which nobody turns ten pages.
    for (const fold of main.querySelectorAll('.panel-fold')) if (fold.querySelectorAll('tr').length > 20) fold.remove();

    // A shape that a page defines once, outside its main part, is copied to each use.
    for (const use of main.querySelectorAll('use')) {
      const shape = page.querySelector(use.getAttribute('href') ?? '');
      if (!shape || main.contains(shape)) continue;
      const own = shape.cloneNode() as Element;
      own.removeAttribute('id');
      use.replaceWith(own);
    }

    // Ids are unique only within a page; in the book they get a prefix, and references follow.
    for (const element of main.querySelectorAll('*'))
      for (const { name, value } of [...element.attributes]) {
        if (name === 'id') element.id = mark + value;
        else if (name === 'for' || name.startsWith('aria-'))
          element.setAttribute(
            name,
            name === 'aria-label' || name === 'aria-hidden' ? value : value.replace(/\S+/g, (id) => mark + id),
          );
        else if (element.namespaceURI !== 'http://www.w3.org/1999/xhtml' && value.includes('#'))
          element.setAttribute(name, value.replace(/(^|url\()#/g, `$1#${mark}`));
      }
    for (const link of main.querySelectorAll<HTMLAnchorElement>('a[href]')) {
      const to = new URL(link.getAttribute('href') ?? '', new URL(base + path, location.href));
      const place = to.origin === location.origin && to.search === '' ? inBook.get(to.pathname) : undefined;
      if (place !== undefined) link.href = `#${place}${decodeURIComponent(to.hash.slice(1)) || '_top'}`;
      else if (to.origin !== location.origin) link.href = to.href;
      else if (published !== '') link.href = published + to.pathname + to.search + to.hash;
      else link.removeAttribute('href');
    }

    const chapter = document.createElement('section');
    chapter.className = 'book-chapter';
    chapter.append(...main.querySelectorAll(':scope > .page'));
    document.body.append(chapter);
    const heading = chapter.querySelector('h1');
    list(`${mark}_top`, (heading?.textContent ?? path).replace(/\s+/g, ' ').trim());

    // Answers go to the end of the book, under the numbers of their exercises.
    for (const exercise of chapter.querySelectorAll('.ex')) {
      const answer = exercise.querySelector('details.answer > div');
      const number = exercise.querySelector(':scope > b')?.textContent ?? '';
      if (!answer) continue;
      exercise.querySelector('details.answer')?.remove();
      const entry = document.createElement('div');
      entry.className = 'ex';
      entry.append(Object.assign(document.createElement('b'), { textContent: number }), answer);
      answers.append(entry);
    }
  }
  if (answers.children.length > 1) {
    document.body.append(answers);
    list('book-answers', 'Solutions');
  }
  await Promise.all(loaded);
  await document.fonts.ready;
  return { titles };
}
