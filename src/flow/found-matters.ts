import { MINUTE } from '../base/clock.js';
import type { TicketId } from '../base/ids.js';
import type { Matter } from '../classify/understanding.js';
import type { Draft } from '../intake/drafts.js';
import { locate } from '../intake/locate.js';
import { hideRooms } from '../intake/privacy.js';
import type { Whereabouts } from '../roster/whereabouts.js';
import type { FieldDeed } from '../tasks/complete-deed.js';
import { findingsIn, type Findings } from '../tasks/deed-findings.js';
import type { Ticket } from '../tickets/ticket.js';
import * as words from '../words/deeds.js';
import type { Doer } from './field-deed.js';
import type { House } from './house.js';
import { joinSimilar } from './join-similar.js';
import { newTicket } from './new-ticket.js';
import { originOf } from './origin.js';
import { itemName, namedTicket } from './present.js';
import type { Filing } from './said.js';
import { sceneOf } from './scene.js';
import type { Spoken } from './spoken.js';
import { isInDoubt } from './submission.js';
import { safetyFor } from './tell-additions.js';

/** How long the answer to 要开单吗 is waited for. */
export const ANSWERABLE = 30 * MINUTE;
/** What somebody found, and is to be handled; where it is, if the words of the deed say more than its place. */
export interface Found {
  readonly deed: FieldDeed;
  /** Without names and doors, as staff may read it in their group. */
  readonly text: string;
  readonly privatePlace?: string;
}

/** What is to be done about what was found. */
export type Verdict =
  | { readonly do: 'nothing'; readonly isSettled: boolean }
  | { readonly do: 'open'; readonly text: string; readonly isSettled: boolean }
  | {
      readonly do: 'ask';
      readonly text: string;
      readonly isSettled: boolean;
      readonly isPassedOn: boolean;
      readonly isDanger: boolean;
    };

/**
 * Whether what was found becomes a ticket. On a patrol a matter does; on a visit what is asked for or cannot wait does, and of the
 * rest one is asked. What was handled on the spot does not, unless it may still be dangerous.
 */
export function verdictOn(house: House, kind: FieldDeed['kind'], text: string): Verdict {
  const findings = findingsIn(text);
  const isSettled = findings.handled !== '';
  const { open } = findings;
  if (open === '') {
    const isDanger = isSettled && urgencyOf(house, findings.handled) === 'emergency';
    return isDanger
      ? { do: 'ask', text: findings.handled, isSettled, isPassedOn: false, isDanger }
      : { do: 'nothing', isSettled };
  }
  const opens = isToOpen(house, kind, findings);
  if (opens === 'open') return { do: 'open', text: open, isSettled };
  if (opens === 'nothing') return { do: 'nothing', isSettled };
  return { do: 'ask', text: open, isSettled, isPassedOn: findings.isPassedOn, isDanger: false };
}

function isToOpen(house: House, kind: FieldDeed['kind'], findings: Findings): Verdict['do'] {
  const { kind: speech, matters } = house.understand(findings.open);
  const urgency = matters[0]?.urgency;
  if (urgency === 'emergency') return 'open';
  const isMatter = speech === 'report' && matters.some(matter => !isInDoubt(matter));
  if (findings.isPassedOn && (isMatter || findings.hasSign)) return 'ask';
  if (kind === 'visit') {
    if (findings.isRequest || (isMatter && urgency === 'urgent')) return 'open';
    return findings.hasSign || (isMatter && speech === 'report' && !isMere(findings.open))
      ? 'ask'
      : 'nothing';
  }
  if (isMatter) return 'open';
  return findings.hasSign || findings.isRequest ? 'ask' : 'nothing';
}

/** What visitors do and see anyway. */
function isMere(text: string): boolean {
  return /宣传|发放?了?|聊|送|教|测|签|登记|采集|核对|更新|看望|慰问|问候|独居|一个人住/u.test(text);
}

function urgencyOf(house: House, text: string): Matter['urgency'] | undefined {
  return house.understand(text).matters[0]?.urgency;
}

/** Opens a ticket for each matter that was found, or joins the one that is open already. @returns those that were opened */
export async function fileFound(
  house: House,
  spoken: Spoken,
  doer: Doer,
  found: Found,
): Promise<readonly Ticket[]> {
  const { deed } = found;
  const { account, messageId } = spoken.heard;
  const filings = filingsOf(house, spoken, doer, found);
  const opened: Ticket[] = [];
  for (const filing of filings) {
    const source = messageOf(deed) === messageId ? deed.id : `${deed.id}+${messageId}`;
    const origin = originOf(account, source, filing.place, filing.count);
    const isNew = !(await house.tickets.byOrigin(origin));
    if (isNew && (await joinSimilar(house, filing))) continue;
    // Whoever works here has said that it is a matter: the desk decides which, and asks no more than where.
    const count = isInDoubt(filing.matter) ? Math.max(2, filing.count) : filing.count;
    const draft = { ...newTicket(house, { ...filing, count }, origin), deedId: deed.id };
    const { ticket } = await house.tickets.open(draft);
    house.ticketChanged(ticket);
    opened.push(ticket);
  }
  await link(house, doer, deed, opened);
  return opened;
}

/** The deed names the ticket that came of it, also one that was open before. */
async function link(
  house: House,
  { person }: Doer,
  deed: FieldDeed,
  opened: readonly Ticket[],
): Promise<void> {
  const messageId = messageOf(deed);
  const joined = async (): Promise<TicketId | undefined> => {
    const raised = await house.tickets.ofRaiser(person.id);
    return raised.find(ticket => ticket.history.some(event => event.cause === messageId))?.id;
  };
  const ticketId = opened[0]?.id ?? (await joined());
  if (ticketId === undefined) return;
  await house.deeds.change(deed.id, now => (now.ticketId === undefined ? { ...now, ticketId } : undefined));
}

/** The message by which the deed was told. */
function messageOf({ id }: FieldDeed): string {
  return id.slice(id.indexOf('|') + 1).replace(/:\d+$/u, '');
}

function filingsOf(
  house: House,
  { heard, speaker }: Spoken,
  { person }: Doer,
  found: Found,
): readonly Filing[] {
  const { deed, text } = found;
  const { account, from, topic } = heard;
  const isVisit = deed.kind === 'visit';
  const conversation = isVisit
    ? ({ kind: 'direct', contactId: from.id } as const)
    : (deed.saidIn ?? heard.conversation);
  const draft: Draft = {
    id: deed.id,
    account,
    from,
    conversation,
    topic,
    fragments: [{ messageId: messageOf(deed), at: deed.at, text }],
    mentionsBot: heard.mentionsBot,
    readyAt: deed.at,
  };
  const understanding = house.understand(text);
  const matters = mattersIn(house, text);
  const said = { draft, speaker: { ...speaker, homeId: deed.unitId }, text, understanding };
  return matters.map((matter, at) => ({
    said,
    person,
    matter,
    place: at + 1,
    count: matters.length,
    photos: at === 0 ? deed.mediaIds : [],
    whereabouts: whereaboutsOf(house, found, matter),
  }));
}

const ASKING =
  /(?:就是|老人|住户|居民|他们?家?|她家?)?(?:想要?|希望能?|需要|要求|请求|能不能|可不可以|麻烦|请?帮(?:忙|她|他|着)?)+/u;

/**
 * The matters in words that somebody who works here takes for some. A wish is often heard as a question; said without the
 * wishing it is a matter. What still sounds like none a person looks at.
 */
function mattersIn({ understand, catalogue }: House, text: string): readonly Matter[] {
  const bare = text.replace(ASKING, '');
  const heard = [text, bare, `反映${bare}`].map(said => understand(said).matters);
  const sure = heard.find(matters => matters.length > 0 && matters.every(matter => !isInDoubt(matter)));
  const matters = sure ?? heard.find(some => some.length > 0);
  if (matters) return matters.length === 1 ? matters.map(matter => ({ ...matter, text })) : matters;
  const [first] = catalogue.categories;
  const [category, item] = [first?.code ?? '', first?.items[0]?.code ?? ''];
  return [{ text, category, item, urgency: 'normal', confidence: 0, abstained: true, decidedBy: 'lexicon' }];
}

function whereaboutsOf(house: House, { deed, privatePlace }: Found, matter: Matter): Whereabouts {
  const isTold = matter.place === undefined || deed.kind === 'visit';
  const at = isTold
    ? { unitId: deed.unitId, place: hideRooms(deed.place) }
    : locate(matter.text, matter.place, deed.unitId, house.roster.book);
  return privatePlace === undefined ? at : { ...at, privatePlace };
}

/** The tickets as one line for whoever found the matters; '' when something else is said of them already. */
export function sayOpened(house: House, opened: readonly Ticket[]): string {
  const scene = sceneOf(house);
  const quiet = opened.filter(({ state, urgency }) => state !== 'collecting' && urgency !== 'emergency');
  if (quiet.length === 0) return '';
  const named = quiet.map(ticket => {
    const { number, pace, who } = namedTicket(ticket, scene);
    return words.foundTicket(number, itemName(ticket, scene), pace, who);
  });
  return `${words.foundOpened(named)}${safetyFor(quiet.map(({ text }) => text).join('，'))}`;
}
