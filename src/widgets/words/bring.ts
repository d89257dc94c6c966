/** On a page of another language: fetches its words, and lets the page speak it. Without them the page speaks English. */
import { sayIn, type Words } from './dictionary.ts';
import { sayNodes } from './nodes.ts';
import { READY } from './ready.ts';
import { english, speakWith, type Voice } from './say.ts';
import { voiceOf } from './translated.ts';

const page = document.documentElement;
const link = document.querySelector<HTMLLinkElement>('link[data-words]');

/** Tests hear of a text that the language has no word for. */
const missed = (text: string): void => {
  dispatchEvent(new CustomEvent('word-missing', { detail: text }));
};

async function bring(address: string): Promise<void> {
  const answer = await fetch(address);
  if (!answer.ok) return;
  // Written by src/pages/words/[language].json.ts.
  const say = sayIn((await answer.json()) as Words, missed);
  const isText = (document.querySelector('main[lang]')?.getAttribute('lang') ?? page.lang) === page.lang;
  const voice: Voice = isText ? voiceOf(say, page.lang) : { ...english, frame: say, path: `${page.lang}/` };
  speakWith(() => voice);
  sayNodes();
}

Promise.resolve(link && bring(link.href))
  .catch(() => {})
  .finally(() => {
    page.dataset['words'] = '';
    dispatchEvent(new Event(READY));
  });
