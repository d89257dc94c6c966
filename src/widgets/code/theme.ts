import { EditorView } from '@codemirror/view';

/** The editor's look, in the site's tokens, which a shadow root inherits. */
export const theme = EditorView.theme({
  // The page sets the maximum height; longer code scrolls inside.
  '&': {
    color: 'var(--ink)',
    backgroundColor: 'var(--page)',
    fontSize: '0.8125rem',
    maxHeight: 'var(--code-most, none)',
  },
  '&.cm-focused': { outline: '2px solid var(--accent)', outlineOffset: '2px' },
  '.cm-scroller': {
    fontFamily: 'var(--code)',
    // As in the listing that it replaces: a clicked line stays in position.
    lineHeight: `${20 / 13}`,
    overflow: 'auto',
  },
  '.cm-content': { padding: '0.15rem 0', caretColor: 'var(--accent)' },
  '.cm-line': { padding: '0 0.25rem 0 0.75rem' },
  '.cm-gutters': { backgroundColor: 'var(--page)', color: 'var(--ink-3)', border: 'none' },
  '.cm-lineNumbers .cm-gutterElement': { padding: '0', minWidth: '1.75rem', fontSize: '0.75rem' },
  '.cm-gutterElement.wrong': { color: 'var(--danger)', fontWeight: '650' },
  '.named': { color: 'var(--accent)', borderBottom: '1px solid var(--accent)' },
  '.wrong-word': { textDecoration: 'underline wavy var(--danger)', textUnderlineOffset: '0.2em' },
  '.error': {
    fontFamily: 'var(--figure)',
    fontSize: '0.9rem',
    lineHeight: '1.4',
    margin: '0.25rem 0 0.4rem 0.75rem',
    padding: '0.1rem 0 0.1rem 0.7rem',
    borderLeft: '2px solid var(--danger)',
    whiteSpace: 'normal',
  },
  '.error b': { color: 'var(--danger)', fontWeight: '650' },
  '.cm-matchingBracket, &.cm-focused .cm-matchingBracket': {
    backgroundColor: 'transparent',
    outline: '1px solid var(--rule-strong)',
  },
  '@media (forced-colors: active)': { '.named': { color: 'LinkText' } },
  // Phones zoom in on smaller editable text. Within @media, `&` would mean the @media itself.
  '@media (pointer: coarse)': {
    '.cm-scroller': { fontSize: '1rem' },
    // Its sentence stays in the window beside lines that do not wrap.
    '.error': { maxWidth: 'calc(100vw - 6rem)' },
  },
});
