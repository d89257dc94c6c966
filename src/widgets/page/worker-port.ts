/** What a worker has of its global: a module worker's is typed as a window here, which posts otherwise. */
export interface WorkerPort<In, Out> {
  onmessage: ((event: MessageEvent<In>) => void) | null;
  postMessage(message: Out, transfer?: Transferable[]): void;
}

/** This worker's end of its line to the page, for the messages that the two have agreed on. */
export const workerPort = <In, Out>(): WorkerPort<In, Out> => self as unknown as WorkerPort<In, Out>;
