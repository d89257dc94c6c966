/** The parts of a worker's global scope used here; TypeScript takes it for a window, whose `postMessage` differs. */
interface WorkerPort<In, Out> {
  onmessage: ((event: MessageEvent<In>) => void) | null;
  postMessage(message: Out, transfer?: Transferable[]): void;
}

/** This worker's connection to the page. Cast, because no type states that a module runs in a worker. */
export const workerPort = <In, Out>(): WorkerPort<In, Out> => self as unknown as WorkerPort<In, Out>;
