/** What a link says of figures that this page does not have: told once, with the page that has them. */

/** Where figures stand, as `/figures/index.json` has it: by a figure's name, page paths below the base and their titles. */
export type Places = Readonly<Record<string, readonly { path: string; title: string }[]>>;

export interface Belonging {
  keys: string[];
  /** The figure's page with these values, and its title; absent where no page has such a figure. */
  href?: string;
  title?: string;
}

const nameIn = (key: string): string => key.slice(0, key.lastIndexOf('.'));

/** Names with a dot that no figure of this page answers to. */
export function strangers(query: URLSearchParams, figures: { has(name: string): boolean }): string[] {
  const keys = [...new Set(query.keys())];
  // Other dotted names (utm.source) belong to somebody else: an instance's name has a letter first and no dot.
  return keys.filter((key) => {
    const name = nameIn(key);
    return /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name) && name !== 'utm' && !figures.has(name);
  });
}

/** The keys by the figure that they are for; those of no figure come last, together. */
export function belongings(keys: readonly string[], query: URLSearchParams, places: Places, base: string): Belonging[] {
  const nowhere = keys.filter((key) => !Object.hasOwn(places, nameIn(key)));
  const names = new Set(keys.filter((key) => !nowhere.includes(key)).map(nameIn));
  const found = [...names].flatMap((name): Belonging[] => {
    const [place] = places[name] ?? [];
    if (!place) return [];
    const own = keys.filter((key) => nameIn(key) === name);
    const values = new URLSearchParams(own.map((key) => [key, query.getAll(key).at(-1) ?? '']));
    return [{ keys: own, href: `${base}${place.path}?${values}#${name}`, title: place.title }];
  });
  return nowhere.length > 0 ? [...found, { keys: nowhere }] : found;
}

/** A link may hold hundreds of mistakes; the reader is told of the first few. */
export const TOLD = 3;

function listed(keys: readonly string[]): string {
  const first = keys.slice(0, TOLD).map((key) => `“${key.slice(0, 60)}”`);
  return first.join(', ') + (keys.length > TOLD ? ` and ${keys.length - TOLD} more` : '');
}

/** Puts a message before the first figure; where the places cannot be loaded it names no page. */
export async function tellStrangers(keys: readonly string[], query: URLSearchParams, base: string): Promise<void> {
  document.querySelector('.page-messages')?.remove();
  if (keys.length === 0) return;
  const box = document.createElement('p');
  box.className = 'messages page-messages';
  box.setAttribute('role', 'status');
  document.querySelector('figure.experiment')?.before(box);
  // Written by src/pages/figures/index.json.ts.
  const places = await fetch(`${base}figures/index.json`)
    .then((answer) => (answer.ok ? (answer.json() as Promise<Places>) : {}))
    .catch(() => ({}));
  const sentences = belongings(keys, query, places, base).slice(0, TOLD + 1);
  box.append(
    ...sentences.flatMap(({ keys: own, href, title }) => {
      if (href === undefined) return [`Ignored in the link: ${listed(own)}. No figure on this page has that name. `];
      const link = document.createElement('a');
      link.href = href;
      link.textContent = title ?? href;
      return [`${listed(own)} in the link ${own.length > 1 ? 'are' : 'is'} for a figure of another page: `, link, '. '];
    }),
  );
}
