import { describe, expect, it } from 'vitest';
import { withPictureFiles } from '../../src/site/integrations/picture-files.ts';

/** As written by Experiment.astro, Scene.astro and static-picture.ts. */
const drawing = (name: string, uses?: string): string =>
  `<div class="variant variant-620"><svg class="picture" viewBox="0 0 100 50" width="100" height="50" role="img" aria-label="${name}">${uses ? `<use href="#${uses}"></use>` : ''}<path class="line run" d="M0 0"></path></svg></div>`;
const held = (...ids: string[]): string =>
  `<svg class="picture variant-shared" aria-hidden="true"><defs>${ids.map((id) => `<g id="${id}" class="picture"><g><path class="s3"></path></g></g>`).join('')}</defs></svg>`;
const figure = (main: string, beside: string, definitions: string): string =>
  `<figure class="experiment"><astro-island><div class="hand"><div class="stage">${main}</div><div class="grip">${beside}</div></div><div class="under-hand"></div></astro-island>${definitions}</figure>`;
const passage = (picture: string): string => `<div class="passage-picture" aria-hidden="true">${picture}</div>`;

const inline = (page: string): string[] =>
  [...page.matchAll(/role="img" aria-label="([^"]*)"/g)].map(([, name = '']) => name);

describe('withPictureFiles', () => {
  const first = figure(drawing('a', 'one'), drawing('b'), held('one', 'two'));
  const second = figure(drawing('c', 'one'), drawing('d', 'two'), '');
  const { page, files } = withPictureFiles(`<body>${first}${second}</body>`, '/notes/');

  it('leaves the pictures of the first figure, and puts images with the same name and size in the place of others', () => {
    expect(inline(page)).toEqual(['a', 'b']);
    expect([...page.matchAll(/<img [^>]*>/g)].map(([image]) => image)).toEqual(
      [...files.keys()].map(
        (path, i) =>
          `<img class="picture" src="/notes/${path}" alt="${'cd'[i]}" width="100" height="50" loading="lazy">`,
      ),
    );
  });

  it('keeps of what drawings share only what is still used, and gives each file its own', () => {
    expect(page).toContain(held('one'));
    expect(page).not.toContain('id="two"');
    const [c = '', d = ''] = [...files.values()];
    expect(c).toContain('<g id="one" class="picture"><g><path class="s3"></path></g></g>');
    expect(c).not.toContain('id="two"');
    expect(d).toContain('<g id="two"');
  });

  it('gives a file room around its picture, and the style of its own classes in both themes', () => {
    const [svg = ''] = [...files.values()];
    expect(svg).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg" class="picture" viewBox="-2 -1 104 52" /);
    for (const rule of ['.picture .s3{fill:var(--s3)}', '.picture .line{', '--s3:#c7e3ea', '--s3:#16293a'])
      expect(svg).toContain(rule);
    expect(svg).toMatch(/@media \(prefers-color-scheme:dark\)\{:root\{[^}]*--s3:#16293a/);
    expect(svg).not.toContain('.picture .s4');
  });

  it('leaves out what asks for a hand, which a picture that is a file does not feel', () => {
    const asks = '<text x="1" y="2" class="note halo toned run touch" text-anchor="end">click anywhere</text>';
    const says = '<text x="1" y="2" class="note halo">lowest</text>';
    const third = figure(drawing('e').replace('<path', `${asks}${says}<path`), '', '');
    const [svg = ''] = [...withPictureFiles(`<body>${first}${third}</body>`, '/notes/').files.values()];
    expect(svg).toContain('lowest');
    expect(svg).not.toContain('click anywhere');
    expect(svg).toContain('class="line run"');
  });

  it('of a scene leaves its main picture alone; a picture of a passage has no name, and none brings a font', () => {
    const scene = `<section class="scene"><div class="passages">${passage(drawing('p'))}</div><div class="scene-stage">${first}</div></section>`;
    const made = withPictureFiles(`<body>${scene}${second}</body>`, '/notes/');
    expect(inline(made.page)).toEqual(['a']);
    expect([...made.page.matchAll(/alt="([^"]*)"/g)].map(([, name]) => name)).toEqual(['', 'b', 'c', 'd']);
    expect([...made.files.values()].join('')).not.toContain('url(data:font');
  });

  it('leaves both of two pictures of one thing: readers see them together', () => {
    const pair = first.replace('<figure class="experiment"', '<figure class="experiment experiment-pair"');
    const scene = `<section class="scene"><div class="scene-stage">${pair}</div></section>`;
    expect(inline(withPictureFiles(`<body>${scene}${second}</body>`, '/notes/').page)).toEqual(['a', 'b']);
  });

  it('fetches the ground of the first picture as an image that lies where it lay, one for all its sizes', () => {
    const ground = `<g><path class="s3" d="M0 0${'l1 1'.repeat(300)}"></path></g>`;
    const uses = [600, 300]
      .map((width) =>
        drawing(`at ${width}`).replace(
          '<path',
          `<use href="#land-tints-0" transform="translate(34 26) scale(${width / 1000} 0.2)"></use><path`,
        ),
      )
      .join('');
    const definitions = `<svg class="picture variant-shared" aria-hidden="true"><defs><g id="land-tints-0" class="picture">${ground}</g></defs></svg>`;
    const head = '<head><link rel="preload" href="/face.woff2" as="font"></head>';
    const made = withPictureFiles(`${head}<body>${figure(uses, '', definitions)}</body>`, '/notes/');
    const [[path = '', svg = ''] = []] = [...made.files];
    expect(made.files.size).toBe(1);
    expect(svg).toContain(`viewBox="0 0 1000 1000" preserveAspectRatio="none"`);
    expect(svg).toContain(ground);
    expect(svg).toContain('prefers-color-scheme:dark');
    expect([...made.page.matchAll(/<image [^>]*>/g)].map(([image]) => image)).toEqual(
      [600, 300].map(
        (width) =>
          `<image href="/notes/${path}" x="34" y="26" width="${width}" height="200" preserveAspectRatio="none">`,
      ),
    );
    expect(made.page).not.toContain('land-tints-0');
    expect(made.page).toContain(`<head><link rel="preload" href="/notes/${path}" as="image"><link rel="preload"`);
  });

  it('finds a picture in whatever order its attributes stand', () => {
    const other = second.replaceAll(/<svg class="picture" (viewBox[^>]*)>/g, '<svg $1 class="picture">');
    expect(other).not.toBe(second);
    const made = withPictureFiles(`<body>${first}${other}</body>`, '/notes/');
    expect([...made.files.keys()]).toEqual([...files.keys()]);
    expect(made.page).toBe(page);
  });

  it('leaves embeds and pages without figures alone', () => {
    for (const html of [`<body class="embed">${first}</body>`, `<body>${drawing('x')}</body>`])
      expect(withPictureFiles(html, '/notes/')).toEqual({ page: html, files: new Map() });
  });
});
