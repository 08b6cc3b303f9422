/** The code of a fault of Node itself (`ENOENT`, `EADDRINUSE` …); undefined for everything else. */
export function systemCodeOf(thrown: unknown): string | undefined {
  if (typeof thrown !== 'object' || thrown === null || !('code' in thrown)) return undefined;
  return typeof thrown.code === 'string' ? thrown.code : undefined;
}
