import { describe, expect, it } from 'vitest';
import { compile, failure } from '../../content/compile.ts';

describe('strictFormulas', () => {
  it('lets a good formula through, inline and on display', async () => {
    const code = await compile('A $\\phi_0$ and\n\n$$\n\\frac{a}{b}\n$$\n');
    expect(code).toContain('katex');
    expect(code).not.toContain('katex-error');
  });

  it('fails at a formula KaTeX cannot parse, with line, column, the formula and the message', async () => {
    // The error is at the end of input: column 8 of the formula, which begins at column 9.
    expect(await failure('Text.\n\nA word $\\frac{a}{$ here')).toMatch(
      /^3:\d+ the formula \\frac\{a\}\{ does not compile: Unexpected end of input/,
    );
  });

  it('says the line of the bad command inside display math', async () => {
    const message = await failure('Text.\n\n$$\na + b\n+ \\nonsense{c}\n$$\n');
    expect(message).toMatch(/^5:3 /);
    expect(message).toContain('Undefined control sequence: \\nonsense');
  });

  it('is strict: a letter that LaTeX would not take in a formula fails', async () => {
    expect(await failure('An accent $a + é$ from a keyboard')).toContain('does not compile');
  });

  it('lets \\htmlClass through for slots, and no other HTML command', async () => {
    expect(await compile('$\\htmlClass{slot}{x}$')).toContain('slot');
    expect(await failure('$\\href{javascript:alert(1)}{x}$')).toContain('\\href is not allowed');
  });

  it('refuses display fences on one line, which would silently be inline', async () => {
    expect(await failure('See $$a = b$$ here')).toContain('of a display formula on its own line');
  });

  it('refuses two prices in one sentence, which would silently be a formula', async () => {
    expect(await failure('It costs $100 or rather $200 now')).toContain('write \\$ for a price');
  });
});
