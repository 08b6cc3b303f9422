/** The code of an error of the engine or of the file system, like `SQLITE_BUSY` or `ENOENT`; empty when it has none. */
export function errorCodeOf(error: unknown): string {
  const isCoded = typeof error === 'object' && error !== null && 'code' in error;
  return isCoded && typeof error.code === 'string' ? error.code : '';
}
