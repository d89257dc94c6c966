/** Lets each page of a build speak its language; a site in English alone needs nothing of it. */

import { defineMiddleware } from 'astro:middleware';
import { AsyncLocalStorage } from 'node:async_hooks';
import { languages } from '../site.config.ts';
import { languagesAt } from './site/languages.ts';
import { sayOf } from './site/site-dictionaries.ts';
import { sayNodes } from './widgets/words/nodes.ts';
import { english, speakWith, type Voice } from './widgets/words/say.ts';
import { voiceOf } from './widgets/words/translated.ts';

const voices = new AsyncLocalStorage<Voice>();
if (languages.length > 0) {
  sayNodes();
  speakWith(() => voices.getStore() ?? english);
}

export const onRequest = defineMiddleware(({ url }, next) => {
  const { frame, text } = languagesAt(url.pathname);
  if (frame === undefined) return next();
  const around = voiceOf(sayOf(frame), frame);
  return voices.run(text === undefined ? { ...english, frame: around.frame, path: around.path } : around, next);
});
