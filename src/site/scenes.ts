/** Whether a page gives the screen to scenes: then no menu stands beside them, and all are a press away. */
export const hasScenes = ({ body = '' }: { body?: string | undefined }): boolean => /^<Scene[\s>]/m.test(body);
