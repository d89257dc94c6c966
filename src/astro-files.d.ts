/** For `tsc`; `npm run types` reads what is in the files. */
declare module '*.astro' {
  const component: (props: Record<string, unknown>) => unknown;
  export default component;
}
