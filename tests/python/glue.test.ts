import { readFileSync } from 'node:fs';
import vm from 'node:vm';
import { describe, expect, it } from 'vitest';
import { classicGlue, MOST_MEMORY } from '../../src/python/glue.ts';
import { openInterpreter, packageGlue, packageVersion } from './interpreter.ts';

const glue = classicGlue(packageGlue);

describe('the glue of MicroPython', () => {
  it('is that of the version which the project names', () => {
    const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
    expect(dependencies['@micropython/micropython-webassembly-pyscript']).toBe(packageVersion);
  });

  it('becomes a classic script, with nothing in it of modules and of Node', () => {
    expect(() => new vm.Script(packageGlue)).toThrow();
    expect(() => new vm.Script(glue)).not.toThrow();
    expect(glue).not.toMatch(/\bimport\.meta|\bawait import\(|^export /m);
  });

  it('lets the interpreter grow so far and no further', () => {
    expect(glue).not.toContain('2147483648');
    expect(glue).toContain(`requestedSize>${MOST_MEMORY}`);
  });

  it('has the page and all objects of JavaScript taken away from Python', () => {
    expect(glue).toContain('proxy_js_ref=[Object.freeze(Object.create(null)),');
    for (const door of ['call0', 'calln', 'js_reflect_construct', 'lookup_attr', 'store_attr'])
      expect(glue).toMatch(new RegExp(`[{,]${door}:function\\([^)]*\\)\\{\\{(?:return|throw)`));
  });

  it('does not look up a function of the interpreter at each of its calls, which would take half the time', async () => {
    const interpreter = await openInterpreter();
    const before = interpreter.reads();
    const code = 'def model(x, phi):\n    for k in range(1000):\n        x = x + 0.5 * k\n    return x';
    const { columns } = await interpreter.ask('curve', { code, phi: [0], xs: [0, 1, 2] });
    expect(Array.from(columns['values'] ?? [])).toEqual([249_750, 249_751, 249_752]);
    expect(interpreter.reads() - before).toBeLessThan(500);
  });

  it.each(['import.meta.url', 'wasmMemory.buffer', ',lookup_attr:function'])(
    'does not fit a text without %s, and says so',
    (part) => {
      expect(() => classicGlue(packageGlue.replace(part, 'x'))).toThrow('glue of MicroPython');
    },
  );
});
