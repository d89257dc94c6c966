import { useRef, useState } from 'preact/hooks';
import { save } from '../page/save.ts';

interface Props {
  text: string;
  label?: string;
  /** Name under which it can be saved as a file. */
  file?: string;
}

/** Text with a copy button; selects the text if it cannot be copied. */
export function TextToCopy({ text, label = 'Copy', file }: Props) {
  const area = useRef<HTMLTextAreaElement>(null);
  const [copied, setCopied] = useState<{ text: string; says: string }>();
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      setCopied({ text, says: 'Copied' });
    } catch {
      area.current?.select();
      setCopied({ text, says: 'Selected: press Ctrl C' });
    }
  };
  return (
    <div class="source">
      <textarea
        ref={area}
        readOnly
        rows={Math.min(24, text.split('\n').length + 1)}
        spellcheck={false}
        aria-label="Text to copy"
        value={text}
      />
      <p class="figure-dialog-actions">
        <button type="button" onClick={copy}>
          {copied?.text === text ? copied.says : label}
        </button>
        {file && (
          <button type="button" onClick={() => save(new Blob([text], { type: 'text/plain' }), file)}>
            Download {file}
          </button>
        )}
      </p>
    </div>
  );
}
