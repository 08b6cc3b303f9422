/** What a process may do of the whole: one process does everything, or several share it. */
export const processRoles = ['bot', 'web', 'worker'] as const;

/** `bot`: hears and says for one account. `web`: pages and interfaces. `worker`: what falls due, and what follows from it. */
export type ProcessRole = (typeof processRoles)[number];
