import { expect, it } from 'vitest';
import { WorkerLine } from '../../../src/class/tasks/worker-line.ts';

interface Question {
  ticket: number;
  text: string;
}
interface Answer {
  ticket: number;
  text?: string;
  error?: string;
}

function line() {
  const workers: { asked: Question[]; onmessage?: (event: { data: Answer }) => void; onerror?: () => void }[] = [];
  const made = new WorkerLine<Question, Answer>(() => {
    const asked: Question[] = [];
    const worker = { asked, postMessage: (question: Question) => void asked.push(question) };
    workers.push(worker);
    // Safe: the line uses only the members defined here.
    return worker as unknown as Worker;
  }, 'it could not be loaded');
  return { made, workers };
}

it('gives each question its own answer, whatever their order, from one worker', async () => {
  const { made, workers } = line();
  const [one, two] = [made.ask({ text: 'one' }), made.ask({ text: 'two' })];
  expect(workers).toHaveLength(1);
  const [first, second] = workers[0]?.asked ?? [];
  workers[0]?.onmessage?.({ data: { ticket: second?.ticket ?? 0, text: 'of two' } });
  workers[0]?.onmessage?.({ data: { ticket: first?.ticket ?? 0, text: 'of one' } });
  expect((await one).text).toBe('of one');
  expect((await two).text).toBe('of two');
});

it('hands over what comes before the answer, and fails with the words of an error', async () => {
  const { made, workers } = line();
  const between: unknown[] = [];
  const asked = made.ask({ text: 'one' }, ({ text }) => {
    if (text) between.push(text);
    return text !== undefined;
  });
  const ticket = workers[0]?.asked[0]?.ticket ?? 0;
  workers[0]?.onmessage?.({ data: { ticket, text: 'wait' } });
  workers[0]?.onmessage?.({ data: { ticket, error: 'it is too hot' } });
  await expect(asked).rejects.toThrow('it is too hot');
  expect(between).toEqual(['wait']);
});

it('fails all that wait where the script does not load, and starts another worker for the next', async () => {
  const { made, workers } = line();
  const asked = [made.ask({ text: 'one' }), made.ask({ text: 'two' })];
  workers[0]?.onerror?.();
  for (const one of asked) await expect(one).rejects.toThrow('it could not be loaded');
  const again = made.ask({ text: 'three' });
  workers[1]?.onmessage?.({ data: { ticket: workers[1].asked[0]?.ticket ?? 0, text: 'of three' } });
  expect((await again).text).toBe('of three');
});
