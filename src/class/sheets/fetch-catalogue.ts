import { asSiteTasks, type SiteTasks } from './catalogue.ts';

let asked: Promise<SiteTasks> | undefined;

/** Every task of the site. @throws Error with a message for the reader if loading failed */
export function fetchCatalogue(base: string): Promise<SiteTasks> {
  asked ??= fetch(`${base}tasks.json`)
    .then((answer) => (answer.ok ? answer.json() : undefined))
    .then((found) => asSiteTasks(found) ?? Promise.reject(new Error()))
    .catch(() => {
      asked = undefined;
      throw new Error('The list of tasks could not be loaded. Reload the page to try again.');
    });
  return asked;
}
