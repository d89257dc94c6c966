import { effect } from '@preact/signals';
import { openFolds } from '../../../widgets/page/folds.ts';
import { figureNamed, opened } from '../../../widgets/page/page.ts';

/** Opens the folds that give away how a game ends, once it has ended. Before that there is no run to play. */
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
      // If the reader closes it again, it stays closed in the next game.
      queueMicrotask(() => end());
    };
  }
}
