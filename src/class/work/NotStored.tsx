import { useState } from 'preact/hooks';
import type { WorkKeeping } from './stored-work.ts';
import { workSays } from './stored-work.ts';

/** Notice that the device has not stored some work, with a file to save it; read aloud when it appears. */
export function NotStored({ keeping }: { keeping: WorkKeeping }) {
  const [saved, setSaved] = useState('');
  const saveIt = (): void => {
    void import('./save-sheet.ts').then(
      ({ saveSheet, savedAs }) => setSaved(savedAs(saveSheet())),
      () => setSaved('Could not save the sheet. Copy your text before you leave the page.'),
    );
  };
  return (
    <span class="task-kept" aria-live="polite">
      {workSays[keeping]}
      {(keeping === 'off' || keeping === 'full') && (
        <>
          {' '}
          <button type="button" onClick={saveIt}>
            Save your sheet
          </button>{' '}
          {saved}
        </>
      )}
    </span>
  );
}
