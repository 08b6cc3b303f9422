import type { Moment } from '../base/clock.js';
import { newId } from '../base/ids.js';
import type { Matter } from '../classify/understanding.js';
import type { Whereabouts } from '../roster/whereabouts.js';
import { advance, opened } from '../tickets/advance.js';
import type { QuestionAbout, Ticket } from '../tickets/ticket.js';
import type { House } from './house.js';
import { firstMessageOf, type Filing } from './said.js';
import { isInDoubt, submission } from './submission.js';
import { wordBy } from './word-question.js';

/** The ticket with its opening, and what follows from the words at once: a question, a look by a person, or the first offer. */
export function newTicket(house: House, filing: Filing, origin: string): Omit<Ticket, 'number'> {
  const { said, person, matter, count, whereabouts } = filing;
  const at = house.clock.now();
  const opener = { by: person.id, standings: ['bot'], at, cause: firstMessageOf(said) } as const;
  const begun = opened(blankTicket(filing, origin, at), opener);
  const isAskedNothing = matter.urgency === 'emergency' || count > 1;
  const about = isAskedNothing ? undefined : questionFor(house, matter, whereabouts);
  const next = about
    ? ({ type: 'reporter-asked', about, ...wordBy(about, at, house) } as const)
    : submission(begun, house);
  const further = advance(begun, next, { by: 'bot', standings: ['bot'], at }, house.rules);
  return further.done ? further.ticket : begun;
}

function blankTicket(
  { said, person, matter, photos, whereabouts }: Filing,
  origin: string,
  at: Moment,
): Ticket {
  const { category, item, urgency, text, decidedBy, confidence, abstained } = matter;
  return {
    id: newId<'ticket'>(),
    number: '',
    origin,
    stage: { state: 'collecting', about: 'place', submitAt: at },
    state: 'collecting',
    category,
    item,
    urgency,
    level: 'grid',
    whereabouts,
    unitId: whereabouts.unitId,
    text,
    mediaIds: photos,
    details: [],
    messageIds: said.draft.fragments.map(fragment => fragment.messageId),
    raisers: [{ personId: person.id, conversation: said.draft.conversation, at }],
    assigneeId: null,
    teamIds: [],
    handlerIds: [],
    redoCount: 0,
    overdueCount: 0,
    decision: { decidedBy, category, item, confidence, abstained },
    openedAt: at,
    history: [],
    reactedSeq: 0,
    hasNews: true,
    nextDueAt: at,
  };
}

/** What must be known before anybody is sent; nothing when enough is known. */
function questionFor(house: House, matter: Matter, whereabouts: Whereabouts): QuestionAbout | undefined {
  const item = house.catalogue.item(matter.item);
  if (isInDoubt(matter)) return 'matter';
  if (item?.ask !== undefined && !/没(?:有)?(?:人|被)|无人|空的?|不在|没在/u.test(matter.text))
    return 'danger';
  const isKnown = whereabouts.place !== '' || whereabouts.privatePlace !== undefined;
  return item?.place === 'needed' && !isKnown ? 'place' : undefined;
}
