import { describe, expect, it } from 'vitest';
import { compile, failure } from '../../content/compile.ts';

describe('equations', () => {
  it('makes the number on the fence a link to the equation, and names the group', async () => {
    const code = await compile('$$ (6.11) The momentum step\nm = 1\n$$\n');
    expect(code).toContain('id: "eq-6.11"');
    expect(code).toContain('href: "#eq-6.11"');
    expect(code).toContain('"(6.11)"');
    expect(code).toContain('"Equation 6.11: The momentum step"');
  });

  it('frames an equation without a number, and leaves it to the page whether the keyboard stops there', async () => {
    const code = await compile('$$\nm = 1\n$$\n');
    expect(code).toContain('role: "group"');
    expect(code).not.toMatch(/tabindex/i);
    expect(code).not.toContain('href');
  });

  it('takes a name without a number', async () => {
    expect(await compile('$$ The largest rate\na\n$$\n')).toContain('"Equation: The largest rate"');
  });

  it('refuses a fence it does not understand, and a number that is used twice', async () => {
    expect(await failure('$$ (6.11 m\na\n$$\n')).toContain('the opening $$ must be followed by a number');
    expect(await failure('$$ (1)\na\n$$\n\n$$ (1)\nb\n$$\n')).toMatch(
      /^5:1 the number of equation \(1\) is used twice/,
    );
  });
});
