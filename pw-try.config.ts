import base from './playwright.config.ts';
export default { ...base, testDir: './tests/browser', globalSetup: './pw-try.server.ts', outputDir: '/tmp/w/lab-try/results', workers: 1 };
