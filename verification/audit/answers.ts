/** Records the responses of a server: a browser does not report the bytes of its workers' scripts. */
import type { IncomingMessage, ServerResponse } from 'node:http';

export interface Answer {
  path: string;
  /** Bytes of the body as sent. */
  bytes: number;
  /** The kind of request: `document`, `script`, `worker`, `font`, … (the header Sec-Fetch-Dest). */
  destination: string;
  /** Path of the page or script that made the request. */
  from: string;
  /** Milliseconds since 1970. */
  time: number;
}

/** Counts the bytes of each body after compression, for `watch` of `serve`. */
export const countInto =
  (answers: Answer[]) =>
  (request: IncomingMessage, response: ServerResponse): void => {
    const [path = '/'] = (request.url ?? '/').split('?');
    const { referer } = request.headers;
    let bytes = 0;
    for (const name of ['write', 'end'] as const) {
      // Both are overloaded; all arguments are passed on.
      const send = response[name].bind(response) as (...args: unknown[]) => unknown;
      Reflect.set(response, name, (...args: unknown[]) => {
        const [chunk] = args;
        if (typeof chunk === 'string' || chunk instanceof Uint8Array) bytes += Buffer.byteLength(chunk);
        return send(...args);
      });
    }
    response.on('finish', () =>
      answers.push({
        path,
        bytes,
        destination: String(request.headers['sec-fetch-dest'] ?? ''),
        from: URL.parse(referer ?? '')?.pathname ?? '',
        time: Date.now(),
      }),
    );
  };
