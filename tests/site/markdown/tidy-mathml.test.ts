import { describe, expect, it } from 'vitest';
import { compile } from '../../content/compile.ts';

const applied = '\u2061';

describe('the MathML beside a formula', () => {
  it('has an index of one part under a base', async () => {
    const code = await compile('$\\lambda_{\\max}$\n');
    expect(code).toContain('"max"');
    expect(code).not.toContain(applied);
  });

  it('says that a function is applied where that is what stands there', async () => {
    expect(await compile('$\\log x$\n')).toContain(applied);
  });

  it('keeps no TeX', async () => {
    expect(await compile('$\\lambda_{\\max}$\n')).not.toMatch(/annotation|\\\\max/);
  });
});
