/** Declares .astro files for `tsc`; `npm run types` checks their contents. */
declare module '*.astro' {
  const component: (props: Record<string, unknown>) => unknown;
  export default component;
}
