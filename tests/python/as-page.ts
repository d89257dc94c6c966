/** The interpreter itself, used as the page uses its Python. */
import { explain } from '../../src/python/errors.ts';
import type { Asks, Kind } from '../../src/python/protocol.ts';
import type { Python } from '../../src/python/python.ts';
import { traceOf } from '../../src/python/trace.ts';
import type { Interpreter } from './interpreter.ts';

export function asPage(interpreter: Interpreter): Pick<Python, 'curve' | 'slopes' | 'run'> {
  const ask = async <K extends Kind>(kind: K, { lane: _, ...asked }: Asks[K] & { lane?: string }) => {
    const reply = await interpreter.ask(kind, asked as unknown as Asks[K]);
    const { columns, error } = reply;
    return {
      reply,
      answer: {
        printed: '',
        ...(error && { error: explain(error, asked as unknown as Asks[K]) }),
        ...(columns['values'] && { values: columns['values'] }),
        ...(columns['slopes'] && { slopes: columns['slopes'] }),
      },
    };
  };
  return {
    curve: async (asked) => (await ask('curve', asked)).answer,
    slopes: async (asked) => (await ask('slopes', asked)).answer,
    async run(asked) {
      const { reply, answer } = await ask('rule', asked);
      return { ...answer, ...(reply.columns['loss'] && { trace: traceOf(reply, asked.start.length) }) };
    },
  };
}
