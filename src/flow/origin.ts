/** What one of several matters of a message is opened from: the message, its place in it, and how many there are. */
export function originOf(account: string, messageId: string, place: number, count: number): string {
  return `${account}|${messageId}#${place}/${count}`;
}

/** The origins of all matters of the same message, in order. */
export function siblingOrigins(origin: string): readonly string[] {
  const match = /^(.*)#\d+\/(\d+)$/s.exec(origin);
  if (!match) return [origin];
  return Array.from({ length: Number(match[2]) }, (_, at) => `${match[1]}#${at + 1}/${match[2]}`);
}
