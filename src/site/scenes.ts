/** Decides whether a page gives the screen to scenes: then all menus are hidden behind buttons. */
export const hasScenes = ({ body = '' }: { body?: string | undefined }): boolean => /^<Scene[\s>]/m.test(body);
