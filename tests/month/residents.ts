import { startOf } from '../../src/base/china-time.js';
import { HOUR, MINUTE, SECOND, type Moment } from '../../src/base/clock.js';
import type { Chance } from './random.js';
import { readSpeech, type Building, type Speech } from './town.js';
import type { Said, World } from './world.js';

const NUMBER = /WG-\d{8}-\d{4,}/u;

/** How many of a day's reports are told in each hour: mornings and evenings most, nights a few. */
const byHour = [1, 1, 1, 0, 1, 2, 5, 12, 14, 12, 10, 9, 7, 6, 8, 9, 9, 10, 13, 15, 14, 10, 6, 2];

/** Those who live there: they report, join, ask, urge, answer, and mostly talk about other things. */
export class Residents {
  readonly #speech: Speech = readSpeech();
  readonly #homes = new Map<string, Building>();
  /** How many reports they meant to tell. */
  reports = 0;

  constructor(
    private readonly world: World,
    private readonly perDay: number,
  ) {
    for (const building of world.town.buildings) {
      for (const id of building.residentIds) this.#homes.set(id, building);
    }
  }

  /** Whether somebody is one of them. */
  has(id: string): boolean {
    return this.#homes.has(id);
  }

  /** What they will do on the day. */
  planDay(day: string): void {
    const { world } = this;
    const { chance } = world;
    const reports = Math.round(this.perDay * (0.9 + chance.next() * 0.25));
    for (let nth = 0; nth < reports; nth += 1) world.plan(this.#momentOf(day), () => this.#report());
    for (let nth = 0; nth < this.perDay * 0.7; nth += 1)
      world.plan(this.#momentOf(day), () => this.#speak(chance.pick(this.#speech.talk)));
    for (let nth = 0; nth < 4; nth += 1)
      world.plan(this.#momentOf(day), () => this.#speak(chance.pick(this.#speech.inquiries), true));
    if (chance.happens(0.5))
      world.plan(this.#momentOf(day), () => this.#speak(chance.pick(this.#speech.emergencies)));
  }

  /** Somebody of them is told something alone, or is spoken to in the group. */
  hear({ where, text }: Said, id: string): void {
    const { world } = this;
    const { chance } = world;
    const number = NUMBER.exec(text)?.[0];
    const answers = (least: number, most: number, words: string, roomId?: string): void =>
      world.planAwake(least, most, async () => void (await world.says(id, roomId, words)));
    const roomId = where.kind === 'room' ? where.roomId : undefined;
    if (/您看行不行|现在好了吗/u.test(text)) return this.#rate(text, answers);
    if (/再说一句/u.test(text) && chance.happens(0.7))
      return answers(
        1,
        8,
        chance.pick(['就是楼下烧烤摊的油烟', '一楼下水道返味，臭得很', '楼上半夜拖椅子']),
        roomId,
      );
    if (/哪个位置|哪栋几单元/u.test(text) && chance.happens(0.7))
      return answers(1, 8, chance.pick(['2单元门口', '1单元3楼', '就在大门口', '地下车库']), roomId);
    if (/还差在哪儿/u.test(text) && chance.happens(0.6)) return answers(1, 20, '还是老样子，没弄干净');
    if (number !== undefined && /已登记|先登记/u.test(text)) this.#goOn(id, number);
  }

  #rate(text: string, answers: (least: number, most: number, words: string) => void): void {
    const { chance } = this.world;
    const again = text.startsWith('再问');
    const mood = chance.weighed({
      satisfied: again ? 25 : 45,
      fair: 9,
      unsatisfied: again ? 3 : 8,
      silent: 38,
    });
    const words = {
      satisfied: ['1', '1 谢谢', '满意', '好了，谢谢'],
      fair: ['2', '基本满意', '还行吧'],
      unsatisfied: ['3', '3 还是老样子', '不满意，又坏了', '没解决'],
      silent: [],
    }[mood];
    if (words.length > 0) answers(5, 900, chance.pick(words));
  }

  /** What somebody does later who has reported, and what a neighbour does who has read it. */
  #goOn(id: string, number: string): void {
    const { world } = this;
    const { chance } = world;
    const building = this.#homes.get(id);
    const what = chance.weighed({ nothing: 78, join: 10, urge: 3, ask: 4, withdraw: 2, more: 3 });
    const alone = (words: string, who = id): void =>
      world.planAwake(10, 1_500, async () => void (await world.says(who, undefined, words)));
    if (what === 'urge') alone(`催办 ${number}`);
    if (what === 'ask') alone('进度');
    if (what === 'withdraw') alone(`撤回 ${number}`);
    if (what === 'more') alone(`补充 ${number} 今天又来了一回`);
    const neighbour = building && chance.pick(building.residentIds);
    if (what === 'join' && neighbour !== undefined && neighbour !== id)
      world.planAwake(
        2,
        60,
        async () =>
          void (await world.says(neighbour, building?.roomId, chance.pick(['附议', '+1', '我家也是']))),
      );
  }

  async #report(): Promise<void> {
    const { world } = this;
    const { chance } = world;
    this.reports += 1;
    const building = chance.pick(world.town.buildings);
    const who = chance.pick(building.residentIds);
    const words = chance.happens(0.05) ? chance.pick(this.#speech.vague) : chance.pick(this.#speech.reports);
    const isAlone = chance.happens(0.15);
    const text = `${words}${chance.happens(0.05) ? '，电话13912345678，我家2单元501' : ''}`;
    const roomId = isAlone ? undefined : building.roomId;
    const calls = chance.happens(0.1);
    if (chance.happens(0.15)) {
      const cut = Math.floor(text.length / 2);
      await world.says(who, roomId, text.slice(0, cut), { calls });
      world.plan(world.clock.now() + 3 * SECOND, () => world.says(who, roomId, text.slice(cut)));
    } else await world.says(who, roomId, text, { calls, ...(chance.happens(0.12) ? { photo: true } : {}) });
  }

  async #speak(words: string, calls = false): Promise<void> {
    const building = this.world.chance.pick(this.world.town.buildings);
    await this.world.says(this.world.chance.pick(building.residentIds), building.roomId, words, { calls });
  }

  #momentOf(day: string): Moment {
    return (
      startOf(day) +
      hourOf(this.world.chance) * HOUR +
      this.world.chance.whole(0, 3_599) * SECOND +
      MINUTE / 60
    );
  }
}

function hourOf(chance: Chance): number {
  const weights = Object.fromEntries(byHour.map((weight, hour) => [String(hour), weight]));
  return Number(chance.weighed(weights));
}
