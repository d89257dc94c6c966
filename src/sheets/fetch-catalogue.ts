import type { Catalogue } from './catalogue.ts';

let asked: Promise<Catalogue> | undefined;

/** Every task of the site. @throws Error in words where it could not be fetched */
export function fetchCatalogue(base: string): Promise<Catalogue> {
  asked ??= fetch(`${base}tasks.json`)
    // Written by src/pages/tasks.json.ts.
    .then((answer) => (answer.ok ? (answer.json() as Promise<Catalogue>) : Promise.reject(new Error())))
    .catch(() => {
      asked = undefined;
      throw new Error('The list of tasks could not be loaded. Reload the page to try again.');
    });
  return asked;
}
