import { describe, expect, it } from 'vitest';
import { classesIn, withoutIdleRules } from '../../src/site/integrations/formula-rules.ts';

describe('the rules for formulas', () => {
  const used = new Set(classesIn('<span class="katex base"><i class="mord mathbf">x</i></span>'));

  it('are left out where no page has what they are for', () => {
    const css = '.katex .mathbf{font-weight:700}.katex .mathfrak{font-family:F}.katex .mord.mathtt{font-family:T}';
    expect(withoutIdleRules(css, used)).toBe('.katex .mathbf{font-weight:700}');
  });

  it('stay for the selectors that can match', () => {
    expect(withoutIdleRules('.katex .mathbf,.katex .mathfrak{color:red}', used)).toBe('.katex .mathbf{color:red}');
    expect(withoutIdleRules('.katex .mord:not(.mathtt){color:red}', used)).toBe('.katex .mord:not(.mathtt){color:red}');
  });

  it('are no others: a class given by a script may be on no page', () => {
    const css = '@media print{.actions .open{display:none}}.eq .katex .mathfrak{color:red}';
    expect(withoutIdleRules(css, used)).toBe(css);
  });

  it('of the theme and of its components are left out where no page has the component', () => {
    const seen = new Set(classesIn('<div class="sl-flex"><p class="lead astro-ab12cd34">x</p></div>'));
    const stays =
      '.sl-flex{display:flex}.lead:where(.astro-ab12cd34){color:red}.top:not(.sl-banner){color:red}:where(.sl-banner,.top){color:red}';
    const idle = '.sl-banner{color:red}.hero:where(.astro-zz99zz99)>img:where(.astro-zz99zz99){color:red}';
    expect(withoutIdleRules(`${stays}${idle}`, seen)).toBe(stays);
  });

  it('are also for the formulas in the JSON of a figure', () => {
    const script = `<script type="application/json">${JSON.stringify({ a: '<i class="mord mathfrak">x</i>' })}</script>`;
    expect(classesIn(script)).toEqual(['mord', 'mathfrak']);
  });
});
