import { isFieldDeed } from '../tasks/complete-deed.js';
import type { Ticket } from '../tickets/ticket.js';
import { leftAsItIs } from '../words/deeds.js';
import { doerOf } from './field-deed.js';
import { fileFound, sayOpened } from './found-matters.js';
import type { House } from './house.js';
import type { Question } from './questions.js';
import { reply } from './reply.js';
import type { Spoken } from './spoken.js';

type FileQuestion = Extract<Question, { kind: 'file' }>;

const END = '(?:吧|的|了|一个|一单|谢谢|啊|呀)*[。.!！~～\\s]*$';
const YES = new RegExp(`^(?:请?(?:帮忙|帮我)?(?:要|得|都)?(?:开单|开一?个?单子?|登记)|要开?|开)${END}`, 'u');
const NO = new RegExp(`^(?:都?(?:不用|不要|不开|先不|不必|不需要|无需|别开))(?:开单?|单)?${END}`, 'u');
/** Among colleagues these are said to anybody; in private they are said to the bot. */
const YES_ALONE = new RegExp(`^(?:是|对|好|嗯+|行|可以|需要|麻烦|ok)${END}`, 'iu');
const NO_ALONE = new RegExp(`^(?:不|没事|算了|没必要)${END}`, 'u');

/** 开单 or 不用, to what was found on a patrol or a visit. False when it was no answer. */
export async function answerFound(house: House, question: FileQuestion, spoken: Spoken): Promise<boolean> {
  const { heard, speaker } = spoken;
  const doer = doerOf(house, spoken);
  const isAlone = speaker.isPrivate || heard.mentionsBot;
  const text = heard.text.trim();
  const isNo = NO.test(text) || (isAlone && NO_ALONE.test(text));
  if (!doer || !(isNo || YES.test(text) || (isAlone && YES_ALONE.test(text)))) return false;
  if (isNo) {
    await reply(house, spoken, 'left', leftAsItIs());
    await house.questions.answered(speaker.contactKey);
    return true;
  }
  const opened: Ticket[] = [];
  for (const { deedId, ...found } of question.finds) {
    const deed = await house.deeds.get(deedId);
    if (deed && isFieldDeed(deed)) opened.push(...(await fileFound(house, spoken, doer, { ...found, deed })));
  }
  const line = sayOpened(house, opened);
  if (line !== '') await reply(house, spoken, 'opened', line);
  // Last, so that a crash on the way finds the question again.
  await house.questions.answered(speaker.contactKey);
  return true;
}
