/** A teacher's own page: what it may contain, and the errors with their lines. */
import { describe, expect, it } from 'vitest';
import { leadsTo } from '../../../src/site/left-out.ts';
import { compile, failure } from '../../content/compile.ts';

describe('what the page policy would block is refused', () => {
  it.each([
    ['![A plot](https://uni.example/plot.png)', '1:1 a picture of https://uni.example would be blocked'],
    ['Text.\n\n<img src="//cdn.example/a.png" alt="" />', '3:1 src of <img> of https://cdn.example'],
    ['<video src="https://uni.example/a.mp4" controls />', 'src of <video> of https://uni.example'],
    ['<video controls>\n  <source src="http://uni.example/a.mp4" />\n</video>', '2:3 src of <source>'],
    ['<iframe src="https://tube.example/e/1" title="A film" />', "add 'https://tube.example' to frames"],
    ['<script src="https://cdn.example/a.js" />', '<script> would be an inline script'],
    ['<script>alert(1)</script>', '<script> would be an inline script'],
    ['## A heading <script>alert(1)</script>', '<script> would be an inline script'],
    ['<p set:html="<script>alert(1)</script>" />', 'set:html of <p> would add HTML that is not checked'],
    ['<Fragment set:html={`<b>a</b>`} />', 'set:html of <Fragment>'],
    ["<b {...{ 'set:html': '<script>alert(1)</script>' }}>a</b>", '<b> has attributes in braces'],
    ['<iframe srcdoc="<script>alert(1)</script>" title="A" />', 'srcdoc of <iframe> would be an inline page'],
    ['<iframe srcDoc="a" title="A" />', 'srcDoc of <iframe> would be an inline page'],
    ['<meta http-equiv="refresh" content="0;url=https://a.example" />', '<meta> belongs in the frontmatter'],
    ['<style>{`body { display: none }`}</style>', '<style> would apply to the whole page'],
    ['<a href="javascript:alert(1)">a</a>', 'href of <a> is a javascript: or data: URL'],
    ['<a href=" JAVAscript:alert(1)">a</a>', 'href of <a> is a javascript: or data: URL'],
    ['[a](javascript:alert(1))', 'a javascript: or data: link'],
    ['[a](data:text/html,<b>a</b>)', 'a javascript: or data: link'],
    ['<iframe src="data:text/html,a" title="A" />', 'src of <iframe> is a javascript: or data: URL'],
    ['<iframe src="javascript:alert(1)" title="A" />', 'src of <iframe> is a javascript: or data: URL'],
    ['<a href="/adam/" ping="https://a.example">a</a>', 'ping of <a>'],
    ['<form action="/x/">a</form>', '<form> would be blocked'],
    ['<button onclick="go()">Go</button>', 'onclick of <button> would be blocked'],
  ])('%s', async (source, says) => expect(await failure(source)).toContain(says));
});

describe('a picture or a film that is not there is refused', () => {
  it.each([
    ['![A plot](/nowhere.png)', '1:1 there is no file public/nowhere.png: put it there, or correct its name'],
    ['Text.\n\n<video src="/films/valley.mp4" controls />', '3:1 there is no file public/films/valley.mp4'],
    ['<video src="/robots.txt" poster="/none.png" controls />', 'there is no file public/none.png'],
  ])('%s', async (source, says) => expect(await failure(source)).toContain(says));
});

describe('what it lets through is not', () => {
  it.each([
    '![A plot](/figures/sgd.png)',
    '<video src="/robots.txt?v=2" poster="/figures/sgd.png" controls />',
    '<iframe src="/embed/sgd/" title="SGD" />',
    '[A film](https://tube.example/watch)',
    'Text with <b title="on time">words</b>.',
  ])('%s', async (source) => expect(await failure(source)).toBe('compiled'));

  it('with the site’s base before it', async () => {
    const code = await compile('<video src="/robots.txt" poster="/figures/sgd.png" controls />');
    expect(code).toContain('"/notes/robots.txt"');
    expect(code).toContain('"/notes/figures/sgd.png"');
  });
});

describe('braces outside a formula', () => {
  it.each([
    ['Text.\n\nThe set {x} is closed.', '3:9 {x} is JavaScript to MDX: write \\{ for a brace'],
    ['{a + b}', '1:1 {a + b}'],
    ["- one {'a' + 'b'}", "1:7 {'a' + 'b'}"],
  ])('%s', async (source, says) => expect(await failure(source)).toContain(says));

  it.each([
    'The set \\{x\\} is closed, and $\\{x\\}$ too.',
    "import { rate } from './rate.js';\n\nA rate of {rate}, or {Math.round(2.5)}.",
    'export const rates = [1, 2];\n\n{rates.map((rate) => <i>{rate}</i>)}',
    '{/* a comment */}\n\nText{" "}goes on.',
  ])('that mean something are let through: %s', async (source) => expect(await failure(source)).toBe('compiled'));
});

describe('a link to a page that the course leaves out', () => {
  const out = ['momentum'];
  it.each([
    ['/momentum/#momentum', '/embed/momentum/'],
    ['/momentum/?momentum.beta=0.5&v=1#momentum', '/embed/momentum/?momentum.beta=0.5&v=1'],
    ['/momentum/', undefined],
    ['/momentum/#the-formula', undefined],
    ['/adam/#figure-6-9', '/adam/#figure-6-9'],
    ['https://host.example/momentum/', 'https://host.example/momentum/'],
    ['#momentum', '#momentum'],
  ])('%s leads to %s', (address, to) => expect(leadsTo(address, out)).toBe(to));
});
