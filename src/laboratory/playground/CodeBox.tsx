import type { Trouble } from '../../python/errors.ts';
import { saidOfLine } from '../../python/said.ts';
import { CodeField } from '../../widgets/code/CodeField.tsx';
import { Aloud } from '../../widgets/figure/Aloud.tsx';

interface Props {
  text: string;
  label: string;
  trouble: Trouble | undefined;
  /** The text as it is now. */
  read(): string;
  onChange(text: string): void;
}

/** One of the reader's texts, with what is wrong with it. */
export function CodeBox(props: Props) {
  const { label, trouble } = props;
  return (
    <div class="lab-editor">
      <CodeField {...props} button={`${label}: edit it`} onReach={() => void prepare()} />
      {trouble && trouble.line === undefined && <p class="lab-trouble">{trouble.message}</p>}
      <Aloud text={trouble ? saidOfLine(trouble) : ''} />
    </div>
  );
}

/** The editor is fetched, and Python started, while the pointer is still approaching. */
async function prepare(): Promise<void> {
  const [{ fetchEditor }, { openPython }] = await Promise.all([
    import('../../widgets/code/index.ts'),
    import('../../python/python.ts'),
  ]);
  fetchEditor();
  await openPython().catch(() => {});
}
