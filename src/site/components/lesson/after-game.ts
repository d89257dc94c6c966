import { effect } from '@preact/signals';
import { openFolds } from '../../../widgets/page/folds.ts';
import { figureNamed, opened } from '../../../widgets/page/page.ts';

/** Opens folds that tell how a game ends, once it has ended: there is a run to walk then, and none before. */
export async function watchGames(): Promise<void> {
  await opened;
  for (const mark of document.querySelectorAll<HTMLElement>('[data-after-game]')) {
    const figure = figureNamed(mark.dataset['afterGame'] ?? '');
    if (!figure) continue;
    const end: () => void = effect(() => {
      if (figure.presentation.value?.steps !== undefined) over();
    });
    const over = (): void => {
      openFolds(mark);
      // Closed again by the reader, it stays closed in the next game.
      queueMicrotask(() => end());
    };
  }
}
