/** A class's programs by the interpreter itself, in a room that can be broken into: what one does must not reach the next. */
import { expect, it, vi } from 'vitest';
import { type Judged, marked, ranAs } from '../../../src/class/sheets/judge.ts';
import { examine } from '../../../src/class/tasks/diagnose.ts';
import { verdictOf } from '../../../src/class/tasks/task-verdict.ts';
import { taskOf } from '../../../src/class/tasks/tasks.ts';
import { files } from '../../../src/python/files.ts';
import type { FromWorker } from '../../../src/python/protocol.ts';
import { openPython } from '../../../src/python/python.ts';
import { openRoom } from '../../python/room.ts';

/** The room as it was before its modules were taken out of reach; there will be other ways to them. */
const OPEN = { '_room.py': (files['_room.py'] ?? '').replace(/^for _name in .*\n.*\n/m, '') };

// The sandbox, with the worker of the page in a context of Node's.
vi.mock('../../../src/python/sandbox.ts', () => ({
  forgetPython() {},
  openSandbox: async (hear: (message: FromWorker) => void) => {
    let generation = 0;
    const begin = async () => {
      const room = await openRoom(OPEN);
      hear({ kind: 'ready', took: 100 });
      return room;
    };
    let room = begin();
    return {
      async post(message: unknown) {
        const asked = generation;
        const answer = await (await room).say(message);
        if (answer && asked === generation) hear(answer);
      },
      restart() {
        generation += 1;
        room = begin();
      },
      close() {},
    };
  },
}));

const STEP = taskOf('notebook-6.3.fixed-rate');
const BATCH = taskOf('notebook-6.3.batch');
const HOSTILE = `${STEP.solution}
def evil(ask):
    return {"step": [0.0], "quantity": [0.0], "value": [666.0]}, {}, None
import _room
_room._intact = lambda: True
_room._KINDS["task"] = evil
np.random.permutation = lambda n: np.zeros(n)
`;

async function judged(task: typeof STEP, code: string, stranger: boolean): Promise<Judged> {
  const python = await openPython();
  const finding = await examine(task, code, (ask, lane) =>
    python.task({ ...ask, lane, stranger: stranger && ask.code === code }),
  );
  const open: Judged = {
    task: task.id,
    label: '',
    title: '',
    finding: 'open',
    says: '',
    value: code,
    kind: 'code',
    claimed: true,
  };
  return ranAs(open, {
    kind: finding.kind,
    verdict: verdictOf(task, finding),
    ...(finding.kind === 'trouble' && { trouble: finding.trouble }),
  });
}

async function judgeClass(stranger: boolean): Promise<Judged[]> {
  const all = [await judged(STEP, HOSTILE, stranger)];
  for (let k = 0; k < 6; k++) for (const task of [STEP, BATCH]) all.push(await judged(task, task.solution, stranger));
  return all;
}

it('a class of seven, of which the first means harm: all answers of the other six are met', async () => {
  const findings = (await judgeClass(true)).map(({ finding }) => finding);
  expect(findings).toEqual(Array.from({ length: 13 }, () => 'met'));
}, 120_000);

it('without another interpreter the first would have the others marked', async () => {
  const others = (await judgeClass(false)).slice(1);
  expect(others.filter(({ finding }) => marked.includes(finding)).length).toBeGreaterThan(0);
}, 120_000);
