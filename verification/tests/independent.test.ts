import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { hasPackages, python } from '../../scripts/python.ts';

const folder = mkdtempSync(join(tmpdir(), 'independent-'));
afterAll(() => rmSync(folder, { recursive: true }));

const SCRIPT = `from claims import claim

SHARES = {"": "data"}


def claims(_):
    yield claim("7.4", "Half", "an-experiment", {}, "half", 0.5, "counted")
`;

describe.skipIf(!hasPackages(['numpy']))('verification/independent/run.py', () => {
  it('runs a script by its being there', () => {
    cpSync('verification/independent', folder, { recursive: true });
    writeFileSync(join(folder, 'a_new_one.py'), SCRIPT);
    const { stdout, stderr } = spawnSync(python, ['-B', join(folder, 'run.py'), 'a_new_one'], { encoding: 'utf8' });
    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toMatchObject([{ name: 'half', theirs: { value: 0.5 }, shares: ['data'] }]);
  });

  it('knows no script by a helper of the others', () => {
    const { status, stderr } = spawnSync(python, ['-B', join(folder, 'run.py'), 'claims'], { encoding: 'utf8' });
    expect(status).toBe(1);
    expect(stderr).toContain('unknown claims;');
  });
});
