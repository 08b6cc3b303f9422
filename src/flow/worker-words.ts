import type { House } from './house.js';
import type { Spoken } from './spoken.js';
import { handOverWord } from './word-hand-over.js';
import { leaveWord } from './word-leave.js';
import { claimWord } from './word-claim.js';
import { meetingWord } from './word-meeting.js';
import { muteWord } from './word-mute.js';
import { logWord } from './word-log.js';
import { pointsWord, rankingWord } from './word-points.js';
import { cardWord, doubtWord, ledgerWord, monthWord, weekWord } from './word-report.js';
import { responsibleWord } from './word-responsible.js';
import { rewardWord } from './word-rewards.js';
import { checkInWord } from './word-check-in.js';
import { boardWord } from './word-board.js';
import { helpWord } from './word-help.js';
import { todoWord } from './word-todo.js';
import { patrolWord } from './word-patrol.js';
import { reviewWord, taskDeskWord } from './word-task-desk.js';
import { pushWord } from './word-task-push.js';
import { shareWord } from './word-task-share.js';
import { visitWord } from './word-visit.js';

/** A word by which people who serve the grid tell the bot what they did or ask for what they need. */
export interface WorkerWord {
  /** As 帮助 lists it. */
  readonly name: string;
  /** One line: what it does and how it is said. */
  readonly help: string;
  /** Volunteers are building captains and other helpers of a micro-grid; staff may say everything, residents a little. */
  readonly who: 'staff' | 'volunteer' | 'everybody';
  /**
   * Does what the words ask for.
   *
   * @param said the words, full-width signs made plain, without @names before them
   * @returns false when they were no such word after all; then they are listened to as anything else
   */
  readonly hear: (house: House, spoken: Spoken, said: string) => Promise<boolean>;
}

/** Tried in this order; the first that takes the words answers. */
export const workerWords: readonly WorkerWord[] = [
  claimWord,
  // Before leave: with a meeting ahead, a bare 请假 is an answer to being called to it.
  meetingWord,
  leaveWord,
  // Before the words about tasks: 接 is the take-over's only for somebody who was asked to take over.
  handOverWord,
  muteWord,
  checkInWord,
  patrolWord,
  visitWord,
  cardWord,
  responsibleWord,
  todoWord,
  boardWord,
  helpWord(() => workerWords),
  shareWord,
  pushWord,
  taskDeskWord,
  reviewWord,
  logWord,
  weekWord,
  monthWord,
  ledgerWord,
  doubtWord,
  pointsWord,
  rankingWord,
  rewardWord,
];

/** Whether the words were one of the workers' words. */
export async function hearWorkerWord(house: House, spoken: Spoken): Promise<boolean> {
  const { speaker, heard } = spoken;
  const isVolunteer = speaker.person?.roles.some(held => held.role === 'microgrid-volunteer') ?? false;
  const said = plainWords(heard.text);
  if (said === '') return false;
  for (const word of workerWords) {
    if (word.who === 'staff' && !speaker.isStaff) continue;
    if (word.who === 'volunteer' && !speaker.isStaff && !isVolunteer) continue;
    if (await word.hear(house, spoken, said)) return true;
  }
  return false;
}

/** Full-width letters, digits and signs made plain, @names before the words taken off. */
export function plainWords(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/^(?:@[^\s@]{1,20}\s+)+/u, '')
    .trim();
}
