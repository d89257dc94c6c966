/** A message about a link or about what was copied, shown until it is closed. */
export function Message({ text, close }: { text: string | undefined; close(): void }) {
  return (
    <p class="lab-message" role="status">
      {text && (
        <>
          {text}{' '}
          <button type="button" class="plain" onClick={close}>
            Close
          </button>
        </>
      )}
    </p>
  );
}
