/** The part of a worker's global that is used; the types take it for a window, whose `postMessage` is another. */
interface WorkerPort<In, Out> {
  onmessage: ((event: MessageEvent<In>) => void) | null;
  postMessage(message: Out, transfer?: Transferable[]): void;
}

/** This worker's end of its line to the page. Cast, because no type says that a module runs in a worker. */
export const workerPort = <In, Out>(): WorkerPort<In, Out> => self as unknown as WorkerPort<In, Out>;
