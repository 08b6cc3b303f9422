import type { Missing } from '../llm/ask-with-model.js';
import { WORDING } from '../tickets/due.js';
import type { EventBody } from '../tickets/ticket-event.js';
import type { QuestionAbout, Ticket } from '../tickets/ticket.js';
import { answerOr, type ToAsk } from './errands.js';
import { act, type House } from './house.js';
import type { ModelHelp } from './model-help.js';
import { saidOf } from './said-of.js';

/** What may be asked in the model's words. What safety asks is always asked in ours, and at once. */
const missingOf: Readonly<Partial<Record<QuestionAbout, Missing>>> = {
  place: {
    key: 'place',
    name: '在哪里（几栋几单元、什么位置）',
    words: ['哪', '几栋', '几号楼', '几单元', '几楼', '位置', '地方'],
  },
  matter: {
    key: 'matter',
    name: '是什么情况、从哪儿来的',
    words: ['什么', '怎么', '哪', '情况', '多久'],
  },
};

/** Whether the question waits for the model's words, and until when. */
export function wordBy(
  about: QuestionAbout,
  at: number,
  { wordQuestion }: ModelHelp,
): { readonly wordBy?: number } {
  return wordQuestion && missingOf[about] ? { wordBy: at + wordQuestion.withinMs } : {};
}

/** Questions that wait for the model's words; the clock lets the bot's own words serve when none come. */
export async function questionsToWord(house: House): Promise<readonly ToAsk[]> {
  const { wordQuestion } = house;
  if (!wordQuestion) return [];
  const collecting = await house.tickets.inStates(['collecting']);
  return collecting.flatMap(ticket => {
    const { stage } = ticket;
    const missing = stage.state === 'collecting' && stage.wordBy !== undefined && missingOf[stage.about];
    if (!missing) return [];
    const report = { text: saidOf(ticket), item: itemFor(ticket, missing, house), missing: [missing] };
    return [
      {
        key: `word:${ticket.id}`,
        ask: async () => {
          const asked = await answerOr(house, ticket, () => wordQuestion.ask(report));
          const body = asked.done ? wordedBy(asked.value.question) : { outcome: asked.why };
          return () => settle(house, ticket, { type: 'question-worded', ...body });
        },
      },
    ];
  });
}

/** While it is not clear what the matter is, the bot's guess would only lead astray. */
function itemFor(ticket: Ticket, missing: Missing, house: House): string {
  return missing.key === 'matter' ? '还不清楚' : (house.catalogue.item(ticket.item)?.name ?? '还不清楚');
}

function wordedBy(question: string | undefined): { outcome: string; question?: string } {
  return question === undefined ? { outcome: 'unsure' } : { outcome: 'answered', question };
}

async function settle(house: House, { id }: Ticket, body: EventBody): Promise<void> {
  await act(house, id, body, { by: 'bot', standings: ['bot'], cause: WORDING });
}
