/**
 * Something went wrong that the code around could not expect. `code` is a stable lower-case word for logs and
 * problem documents; the message says what to do. Expected outcomes are returned as values, never thrown.
 */
export class Fault extends Error {
  constructor(
    readonly code: string,
    message: string,
    options?: { cause?: unknown },
  ) {
    super(message, options);
    this.name = 'Fault';
  }
}

/** The message of whatever was thrown, for a log line. */
export function reasonOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
