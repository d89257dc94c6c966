import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { kernelModules } from '../kernels.ts';

test('the kernels that are committed are what the sources compile to, byte for byte', () => {
  for (const [file, text] of Object.entries(kernelModules())) {
    const committed = readFileSync(`src/engine/kernels/${file}`, 'utf8');
    expect(committed === text, `${file}: run npm run kernels`).toBe(true);
  }
});
