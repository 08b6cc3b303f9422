import type { Moment } from '../base/clock.js';
import { newId } from '../base/ids.js';
import { LATE_FROM } from '../intake/journal.js';
import type { Matter } from '../classify/understanding.js';
import type { Whereabouts } from '../roster/whereabouts.js';
import { advance, opened } from '../tickets/advance.js';
import type { DecisionRecord, QuestionAbout, Ticket } from '../tickets/ticket.js';
import type { House } from './house.js';
import { firstMessageOf, type Filing, type Said } from './said.js';
import { isInDoubt, submission } from './submission.js';
import { wordBy } from './word-question.js';

/** The ticket with its opening, and what follows from the words at once: a question, a look by a person, or the first offer. */
export function newTicket(house: House, filing: Filing, origin: string): Omit<Ticket, 'number'> {
  const { said, person, matter, count, whereabouts } = filing;
  const at = house.clock.now();
  const opener = { by: person.id, standings: ['bot'], at, cause: firstMessageOf(said) } as const;
  const decision = decisionOf(filing.matter, house.confidence.modelId);
  const begun = opened(blankTicket(filing, decision, origin, at), opener);
  const isAskedNothing = matter.urgency === 'emergency' || count > 1;
  const about = isAskedNothing ? undefined : questionFor(house, matter, whereabouts);
  const next = about
    ? ({ type: 'reporter-asked', about, ...wordBy(about, at, house) } as const)
    : submission(begun, house);
  const further = advance(begun, next, { by: 'bot', standings: ['bot'], at }, house.rules);
  return further.done ? further.ticket : begun;
}

/** What decided, with the model's own word for it, so that what comes of it can be looked at; emergencies go by other rules. */
function decisionOf(matter: Matter, model: string): DecisionRecord {
  const { decidedBy, category, item, confidence, abstained, score, urgency } = matter;
  const own = score === undefined || urgency === 'emergency' ? {} : { score, model };
  return { decidedBy, category, item, confidence, abstained, ...own };
}

/** When it was said, if it came a good while later. */
function saidAt({ draft }: Said, now: Moment): Moment {
  const first = draft.fragments[0]?.at ?? now;
  return now - first >= LATE_FROM ? first : now;
}

function blankTicket(
  { said, person, matter, photos, whereabouts }: Filing,
  decision: DecisionRecord,
  origin: string,
  at: Moment,
): Ticket {
  const { category, item, urgency, text } = matter;
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
    raisers: [{ personId: person.id, conversation: said.draft.conversation, at: saidAt(said, at) }],
    assigneeId: null,
    teamIds: [],
    handlerIds: [],
    redoCount: 0,
    overdueCount: 0,
    decision,
    openedAt: at,
    history: [],
    reactedSeq: 0,
    hasNews: true,
    nextDueAt: at,
  };
}

/** 一楼 says how high, not where: every entrance has one. */
const BARE_FLOOR = /^(?:[一二三四五六七八九十\d]{1,3}|顶|底)[楼层]$/u;

/** What must be known before anybody is sent; nothing when enough is known. */
function questionFor(house: House, matter: Matter, whereabouts: Whereabouts): QuestionAbout | undefined {
  const item = house.catalogue.item(matter.item);
  if (isInDoubt(matter)) return 'matter';
  if (item?.ask !== undefined && !/没(?:有)?(?:人|被)|无人|空的?|不在|没在/u.test(matter.text))
    return 'danger';
  const isKnown =
    (whereabouts.place !== '' && !BARE_FLOOR.test(whereabouts.place)) ||
    whereabouts.privatePlace !== undefined;
  return item?.place === 'needed' && !isKnown ? 'place' : undefined;
}
