/** Computes sheets and runs away from the page, and writes rules and problems down for Python. */

import type { Problem } from '../../engine/problems/problem.ts';
import { problemOf } from '../../experiments/kit/loss-sheet.ts';
import { workerPort } from '../../widgets/page/worker-port.ts';
import { answerEach } from '../worker-line.ts';
import { type RuleRun, type Run, runsOf, type Scene, sceneOf, textOf } from './compute.ts';
import type { Settings } from './settings.ts';

export type Question = { ticket: number; settings: Settings; rules: readonly RuleRun[] } & (
  | {
      kind: 'runs';
      /** Whether the sheet is wanted, too. */
      scene: boolean;
      /** Whether the problem is wanted in Python. */
      problem: boolean;
    }
  | { kind: 'texts' }
);

export interface Answer {
  ticket: number;
  runs?: Run[];
  scene?: Scene;
  problem?: string;
  /** Of the problem; 0 where it has none. */
  examples?: number;
  texts?: string[];
  /** Why there is nothing, in words. */
  trouble?: string;
}

function answerTo(question: Question): Omit<Answer, 'ticket'> {
  const { settings, rules } = question;
  if (question.kind === 'texts') return { texts: rules.map(textOf) };
  return {
    runs: runsOf(settings, rules),
    ...(question.scene && { scene: sceneOf(settings) }),
    ...(question.problem && inPython(problemOf(settings))),
  };
}

const inPython = ({ python, examples }: Problem) => ({ problem: python ?? '', examples });

answerEach(workerPort<Question, Answer>(), answerTo);
