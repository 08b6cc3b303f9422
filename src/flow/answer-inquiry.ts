import { sayMoment } from '../base/china-time.js';
import type { Understanding } from '../classify/understanding.js';
import { unitOf } from '../intake/locate.js';
import { numbersIn } from '../intake/command.js';
import type { Saying } from '../outbox/outbox.js';
import { accountOf } from '../roster/roster-book.js';
import { openStates, type Ticket } from '../tickets/ticket.js';
import * as answers from '../words/answers.js';
import { nothingOpen, standing, standings } from '../words/progress.js';
import { unknownNumber } from '../words/replies.js';
import { answerBoard } from './answer-board.js';
import { say, type House } from './house.js';
import { handleBy, itemName, nameOf, type Scene } from './present.js';
import { stateNames } from '../words/states.js';
import type { Speaker } from './speaker.js';

interface Inquiry {
  readonly speaker: Speaker;
  readonly text: string;
  /** Of the one answer. */
  readonly key: string;
  readonly understanding: Understanding;
}

/** What a question is about, in this order; the first that fits is answered. */
const topics: readonly { readonly form: RegExp; readonly answer: () => string }[] = [
  { form: /机器人|真人|你是谁|自动回复/u, answer: answers.iAmABot },
  // Points for settling in a city (积分落户) are the window's business.
  { form: /积分(?!落户|入户|入学)(?!.*(?:落户|入学))|星级怎么/u, answer: answers.howPointsCome },
  { form: /附议/u, answer: answers.whatSupportMeans },
  { form: /看(?:到|见|得到)|隐私|泄露|房号|匿名|别人知道/u, answer: answers.whoSeesWhat },
  { form: /评价|好评|打分|满意度|投诉谁/u, answer: answers.howToRate },
  { form: /几点|上班|下班|周末|开门|值班|营业|休息|什么时候(?:开|有人)/u, answer: answers.openingHours },
  {
    form: /怎么(?:报|反映|投诉|说|用)|咋(?:报|反映|用)|如何(?:报|反映)|填表|在哪(?:报|反映)|发群里|私发|私聊|要(?:不要)?照片|撤回|催办|工单号|怎么撤/u,
    answer: answers.howToReport,
  },
];

const RESPONSIBLE =
  /谁负责|谁(?:是)?管|归(?:谁|哪)|网格员(?:是|叫|电话|微信|联系)|(?:是|找)哪(?:位|个)网格员|哪位|哪个(?:社区|网格)|楼[栋]?长|网格长|负责人|责任牌/u;

/** 找谁 alone may be about papers at a window; with a duty or a place of the neighbourhood it is about people. */
function isAboutHere(text: string): boolean {
  return (
    /谁是|(?<!你)是谁|找谁|联系谁/u.test(text) &&
    /楼|栋|小区|网格|社区|我们|咱|这片|这儿|燃气|消防|供电|供水|供热|物业|派出所|市场监管|城管/u.test(text)
  );
}

/** Answers one question, in one message, where it was asked. */
export async function answerInquiry(house: House, inquiry: Inquiry): Promise<void> {
  const { speaker, key } = inquiry;
  const mentionIds = speaker.isPrivate ? [] : [speaker.contact.id];
  const answer: Saying = {
    key,
    conversation: speaker.conversation,
    account: accountOf(speaker.contactKey),
    text: await answerTo(house, inquiry),
    mentionIds,
    weight: 'reply',
  };
  await say(house, answer);
}

async function answerTo(house: House, inquiry: Inquiry): Promise<string> {
  const { text } = inquiry;
  const [number] = numbersIn(text).numbers;
  if (number !== undefined || asksForProgress(text)) return progressFor(house, inquiry.speaker, number);
  if (RESPONSIBLE.test(text) || isAboutHere(text)) {
    const { book } = house.roster;
    return answerBoard(text, unitOf(text, inquiry.understanding.place, inquiry.speaker.homeId, book), book);
  }
  return topics.find(({ form }) => form.test(text))?.answer() ?? answers.askTheWindow();
}

function asksForProgress(text: string): boolean {
  return /到哪|怎么样了|进度|处理(?:了|得)|办了没|有结果|有消息|啥时候(?:能)?(?:好|修)|解决了(?:没|吗)/u.test(
    text,
  );
}

/** Where the asker's own tickets stand; somebody else's ticket is nobody's business. */
export async function progressFor(house: House, speaker: Speaker, number?: string): Promise<string> {
  const scene: Scene = { book: house.roster.book, catalogue: house.catalogue, now: house.clock.now() };
  const own = await ticketsOf(house, speaker);
  if (number !== undefined) {
    const named = own.find(ticket => ticket.number === number || ticket.number.endsWith(`-${number}`));
    return named ? standingOf(named, scene) : unknownNumber(number);
  }
  const open = own.filter(ticket => openStates.includes(ticket.state));
  const [only] = open;
  if (!only) return nothingOpen();
  return open.length === 1
    ? standingOf(only, scene)
    : standings(open.map(ticket => standingOf(ticket, scene)));
}

/** Tickets that the speaker raised or joined, newest first. */
export async function ticketsOf(house: House, speaker: Speaker): Promise<readonly Ticket[]> {
  return speaker.person ? house.tickets.ofRaiser(speaker.person.id) : [];
}

/** What the handlers said last about how far they are. */
function lastNoteOf(ticket: Ticket): string {
  const noted = ticket.history.findLast(
    event => (event.type === 'progress-noted' || event.type === 'ticket-finished') && event.text !== '',
  );
  return noted && 'text' in noted ? noted.text.replace(/[。.!！]+$/u, '') : '';
}

function standingOf(ticket: Ticket, scene: Scene): string {
  const due = handleBy(ticket);
  return standing({
    number: ticket.number,
    item: itemName(ticket, scene),
    state: stateNames[ticket.state],
    who: nameOf(ticket.assigneeId, scene),
    due: due === undefined ? '' : `${sayMoment(due, scene.now)}前`,
    note: lastNoteOf(ticket),
  });
}
