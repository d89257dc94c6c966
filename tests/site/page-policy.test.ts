import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { finishPage, policyOf } from '../../src/site/integrations/page-policy.ts';

const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

describe('finishPage', () => {
  it('puts the policy first in the head and takes the fixed theme off <html>', () => {
    const page = finishPage(
      '<!doctype html><html lang="en" data-theme="dark" data-has-toc=""><head><meta charset="utf-8"></head></html>',
    );
    expect(page).toMatch(/<html lang="en" data-has-toc=""><head><meta http-equiv="content-security-policy"/);
  });
});

it('takes off the marks for the search, and leaves alone what a text says of them', () => {
  const page = finishPage(
    '<html><head></head><body><p class="a" data-pagefind-ignore>b</p><i data-pagefind-index-attrs="x" data-pagefind-title="c > d">e</i><code>see data-pagefind-body</code></body></html>',
  );
  expect(page).toContain('<p class="a">b</p><i>e</i><code>see data-pagefind-body</code>');
});

describe('policyOf', () => {
  it('names inline scripts and styles by hash, also those inside <noscript>', () => {
    const policy = policyOf('<script>a()</script><noscript><style>b{}</style></noscript><script src="/c.js"></script>');
    expect(policy).toContain(`script-src 'self' ${hash('a()')};`);
    expect(policy).toContain(`style-src-elem 'self' ${hash('b{}')};`);
  });

  it('leaves out data, which does not run', () => {
    expect(policyOf('<script type="application/json" data-spec>{"a":1}</script>')).toContain("script-src 'self';");
  });

  it('lets an embed, and no other page, start a worker by a script of its own, and compile kernels there', () => {
    expect(policyOf('<body class="embed">')).toMatch(
      /script-src 'self' 'wasm-unsafe-eval';.* worker-src 'self' blob:;/,
    );
    expect(policyOf('<body class="page">')).not.toMatch(/wasm|blob/);
  });

  it('lets the frames of named hosts in, and nothing else of them', () => {
    const policy = policyOf('', ['https://tube.example']);
    expect(policy).toContain("frame-src 'self' https://tube.example;");
    expect(policy.split('tube.example')).toHaveLength(2);
  });

  it('allows nothing by default, and no other host anywhere', () => {
    const policy = policyOf('', []);
    expect(policy).toMatch(/^default-src 'none'/);
    expect(policy).not.toMatch(/https?:|\*/);
  });
});
