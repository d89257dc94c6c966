import { token, tokensCss } from './accent.ts';

/**
 * The logo of the notes, in the course's accent: the drawing of site/components/Mark.astro. Without a theme it follows
 * the reader's.
 */
export function markSvg(theme?: 'light'): string {
  const css = tokensCss();
  const [light, dark] = [token(css, 'accent', 'light'), token(css, 'accent', 'dark')];
  const night = `@media(prefers-color-scheme:dark){path{stroke:#919da7}circle{fill:${dark}}}`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 26 26"><style>path{fill:none;stroke:#639cc6;stroke-width:1.4}circle{fill:${light}}${theme === undefined ? night : ''}</style><path d="M3 12C2 6 8 1.5 14 2.5S25 8 23.5 14.5 17 25 10.5 23.5 4 18 3 12zM6.5 12.5C6 8.5 9.5 5.5 14 6.2S21 10 20.2 14 15.5 21 11.5 20.2 7 16.5 6.5 12.5z"/><path d="M10 13C9.8 11 11.5 9.5 14 9.9S17.5 12 17 14 14.5 17.2 12.6 16.9 10.2 15 10 13z"/><circle cx="13.5" cy="13.5" r="2.5"/></svg>\n`;
}
