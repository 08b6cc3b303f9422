import { startOf } from '../base/china-time.js';
import type { PersonId } from '../base/ids.js';
import type { Redemption, RedemptionState } from '../insight/reward-desk.js';
import type { Reward } from '../insight/points-settings.js';
import type { Person } from '../roster/unit.js';
import * as words from '../words/points.js';
import { inPrivate } from './address.js';
import { say, type House } from './house.js';
import { standingOf } from './points-of.js';
import { readReward, type RewardWord } from './read-reward.js';
import { reply, replyPrivately } from './reply.js';
import type { Spoken } from './spoken.js';
import type { WorkerWord } from './worker-words.js';

/** 兑换: what points can be changed into, asking for it, and staff's word on it. */
export const rewardWord: WorkerWord = {
  name: '兑换',
  help: '兑换——看积分能换什么，“兑换 1”就是换第 1 样；确认的人回“确认兑换 单号”',
  who: 'everybody',
  async hear(house, spoken, said) {
    const { speaker } = spoken;
    const { person } = speaker;
    if (!person) return false;
    const word = readReward(said);
    switch (word?.kind) {
      case undefined:
        return false;
      case 'decide':
        return decide(house, spoken, person, word);
      case 'waiting':
        return speaker.isStaff && listWaiting(house, spoken, person);
      case 'list':
        await replyPrivately(house, spoken, 'rewards', await sayRewards(house, person.id));
        return true;
      case 'ask':
        return hearWish(house, spoken, person, word);
      default:
        return word satisfies never;
    }
  },
};

/** In a group 兑换 stands in many a sentence; there only a number is a wish. */
async function hearWish(
  house: House,
  spoken: Spoken,
  person: Person,
  { wish, isPlain }: Extract<RewardWord, { kind: 'ask' }>,
): Promise<boolean> {
  if (!spoken.speaker.isPrivate && (isPlain || !/^\d{1,2}$/u.test(wish))) return false;
  // 换一个 may be about anything.
  const isClear = /^\d/u.test(wish) || wish.length > 1;
  if (isPlain && !(isClear && rewardNamed(house.insight.points.rewards, wish))) return false;
  await ask(house, spoken, person, wish);
  return true;
}

async function sayRewards(house: House, personId: PersonId): Promise<string> {
  const { left } = await standingOf(house, personId);
  const { points, rewards } = house.insight;
  const list = await Promise.all(
    points.rewards.map(async reward => ({ ...reward, stock: await rewards.left(reward) })),
  );
  return words.rewardList(left, list);
}

/** By its place in the list, or by words of its name that fit no other. */
function rewardNamed(rewards: readonly Reward[], wish: string): Reward | undefined {
  const place = /^\d{1,2}$/u.test(wish) ? Number(wish) : '一二三四五六七八九'.indexOf(wish) + 1;
  if (place > 0) return rewards[place - 1];
  const [only, ...others] = rewards.filter(({ name }) => name.includes(wish));
  return others.length === 0 && wish.length >= 2 ? only : undefined;
}

async function ask(house: House, spoken: Spoken, person: Person, wish: string): Promise<void> {
  const { heard } = spoken;
  const { points: settings, rewards } = house.insight;
  const reward = rewardNamed(settings.rewards, wish);
  if (!reward) return replyPrivately(house, spoken, 'reward', words.rewardUnknown(wish));
  const { total, left } = await standingOf(house, person.id);
  const asked = await rewards.ask({
    id: `${heard.account}|${heard.messageId}`,
    personId: person.id,
    reward,
    earned: total.points,
    since: startOf(settings.countsFrom),
    at: house.clock.now(),
  });
  const { name, points } = reward;
  if (asked.done) {
    const confirmer = confirmerOf(house, person);
    const { number } = asked.redemption;
    const said = words.rewardAsked(number, name, points, confirmer?.name ?? '');
    await replyPrivately(house, spoken, 'reward', said);
    if (confirmer) await tellConfirmer(house, person, confirmer, asked.redemption, reward);
    return;
  }
  if (asked.why === 'again') return;
  const said = asked.why === 'short' ? words.rewardShort(name, points, left) : words.rewardGone(name);
  await replyPrivately(house, spoken, 'reward', said);
}

/** The leader of the community where the person lives or works; above it whoever sits at the desk. */
function confirmerOf({ roster }: House, person: Person): Person | undefined {
  const { book } = roster;
  const units = person.roles.map(({ unitId }) => unitId);
  const found = units.flatMap(unitId => [
    book.responsible(unitId, 'community'),
    book.responsible(unitId, 'street'),
    book.responsible(unitId, 'district'),
  ]);
  return found.find(candidate => candidate !== undefined && candidate.id !== person.id);
}

async function tellConfirmer(
  house: House,
  person: Person,
  confirmer: Person,
  { number, id }: Redemption,
  { name, points }: Reward,
): Promise<void> {
  const unit = house.roster.book.unit(person.roles[0]?.unitId ?? '')?.name ?? '';
  await say(house, {
    key: `redemption:${id}:confirm`,
    ...inPrivate(confirmer),
    text: words.rewardCard(number, person.name, unit, name, points),
    weight: 'notice',
  });
}

/** Whoever leads or sits above the person's community may decide, and never about themselves. */
function mayDecide({ roster }: House, decider: Person, personId: PersonId): boolean {
  const { book } = roster;
  const units = book.person(personId)?.roles.map(({ unitId }) => unitId) ?? [];
  return (
    decider.id !== personId &&
    book
      .rolesOf(decider.id)
      .some(
        held =>
          ['grid-leader', 'operator'].includes(held.role) &&
          units.some(unitId => book.isWithin(unitId, held.unitId)),
      )
  );
}

async function decide(
  house: House,
  spoken: Spoken,
  person: Person,
  { state, number: named, reason, verb }: Extract<RewardWord, { kind: 'decide' }>,
): Promise<boolean> {
  const redemption = await redemptionMeant(house, person, state, named);
  if (redemption === 'which') {
    await replyPrivately(house, spoken, 'redemption', words.rewardWhich(`${verb}兑换`));
    return true;
  }
  if (!redemption) {
    // More words than the bare ones are talk among people.
    if (named === undefined && reason !== '') return false;
    await replyPrivately(house, spoken, 'redemption', nothingMeant(state, named));
    return true;
  }
  const isOwn = redemption.personId === person.id;
  const isAllowed = state === 'taken-back' ? isOwn : mayDecide(house, person, redemption.personId);
  if (!isAllowed) {
    await replyPrivately(house, spoken, 'redemption', words.rewardNotYours(redemption.number));
    return true;
  }
  const decided = await house.insight.rewards.decide(redemption.number, {
    state,
    by: person.id,
    at: house.clock.now(),
  });
  if (!decided.done) {
    await replyPrivately(house, spoken, 'redemption', words.rewardSettled(redemption.number));
    return true;
  }
  await tellOutcome(house, spoken, decided.redemption, reason);
  return true;
}

function nothingMeant(state: RedemptionState, named: string | undefined): string {
  if (named !== undefined) return words.rewardNumberUnknown(named);
  return state === 'taken-back' ? words.noRedemption() : words.rewardsWaiting([]);
}

/** By its number, or without one the only one it can be. */
async function redemptionMeant(
  house: House,
  person: Person,
  state: RedemptionState,
  named: string | undefined,
): Promise<Redemption | 'which' | undefined> {
  const { rewards } = house.insight;
  if (named !== undefined) return rewards.byNumber(`DH${named.replace(/^DH/iu, '').padStart(4, '0')}`);
  const waiting = await rewards.waiting();
  const fitting = waiting.filter(({ personId }) =>
    state === 'taken-back' ? personId === person.id : mayDecide(house, person, personId),
  );
  return fitting.length > 1 ? 'which' : fitting[0];
}

async function tellOutcome(
  house: House,
  spoken: Spoken,
  { number, personId, rewardId, state, id }: Redemption,
  reason: string,
): Promise<void> {
  if (state === 'taken-back')
    return replyPrivately(house, spoken, 'redemption', words.rewardTakenBack(number));
  const isGiven = state === 'given';
  await reply(house, spoken, 'redemption', words.rewardDecided(number, isGiven));
  const person = house.roster.book.person(personId);
  if (!person) return;
  const name = house.insight.points.rewards.find(reward => reward.id === rewardId)?.name ?? '';
  await say(house, {
    key: `redemption:${id}:${state}`,
    ...inPrivate(person),
    text: isGiven ? words.rewardGiven(number, name) : words.rewardRefused(number, name, reason),
    weight: 'notice',
  });
}

async function listWaiting(house: House, spoken: Spoken, person: Person): Promise<boolean> {
  const waiting = await house.insight.rewards.waiting();
  const mine = waiting.filter(({ personId }) => mayDecide(house, person, personId));
  const lines = mine.map(({ number, personId, rewardId, points }) => {
    const reward = house.insight.points.rewards.find(one => one.id === rewardId);
    const who = house.roster.book.person(personId)?.name ?? '';
    return words.rewardWaiting(number, who, reward?.name ?? '', points);
  });
  await replyPrivately(house, spoken, 'waiting', words.rewardsWaiting(lines));
  return true;
}
