/** Whether scenes fill the screen on a page: then all menus are hidden behind buttons. */
export const hasScenes = ({ body = '' }: { body?: string | undefined }): boolean => /^<Scene[\s>]/m.test(body);
