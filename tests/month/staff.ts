import type { Conversation } from '../../src/chat/chat-gateway.js';
import { LEADER, SMALL_TASK, type Worker } from './town.js';
import type { Said, World } from './world.js';

const NUMBER = /WG-\d{8}-\d{4,}/u;
/** A new ticket, or one that came from somebody else. */
const CARD = /^(?:新单|上报|超时上报|转来|派单) WG|次重办：|核实没通过|被退回，原因/u;

/** Everybody on the staff as they answer what the bot says to them: nobody knows more than they read. */
export class Staff {
  readonly #workers: ReadonlyMap<string, Worker>;
  /** By number: who has taken it on. */
  readonly #taken = new Map<string, string>();

  constructor(private readonly world: World) {
    this.#workers = new Map(world.town.workers.map(worker => [worker.id, worker]));
  }

  /** Somebody of them is told something alone, or is spoken to in their group. */
  hear(said: Said, id: string): void {
    const { text } = said;
    const number = NUMBER.exec(text)?.[0];
    if (text.startsWith('是哪一件？')) return this.#answer(id, said.where, 1, 5, '1');
    if (number === undefined) return this.#hearUnnumbered(said, id);
    if (text.startsWith('【紧急】')) return this.#rush(id, said.where, number);
    if (text.startsWith('【待研判】')) return this.#decide(id, said.where, number);
    if (text.startsWith('收到 WG') && text.includes('请在')) return this.#check(id, said.where, number);
    if (CARD.test(text)) return this.#take(id, said, number);
    if (text.startsWith('新任务')) return this.#takeShare(id, said, number);
    if (/申请把 WG/u.test(text))
      return this.#answer(
        id,
        said.where,
        5,
        200,
        `${this.world.chance.happens(0.8) ? '同意延期' : '不同意'} ${number}`,
      );
    if (/请验收：/u.test(text)) return this.#answer(id, said.where, 30, 900, `验收通过 ${number}`);
    if (/准入审核】/u.test(text)) return this.#answer(id, said.where, 10, 100, `准入通过 ${number}`);
    if (/件快到期|快到期了/u.test(text) && this.world.chance.happens(0.5))
      return this.#answer(id, said.where, 5, 60, `延期 ${number} 到后天18点 等配件到货`);
  }

  #hearUnnumbered({ text, where }: Said, id: string): void {
    const { chance } = this.world;
    if (/想用 \d+ 分换/u.test(text) && id === LEADER) {
      const asked = /DH\d+/u.exec(text)?.[0];
      return this.#answer(
        id,
        where,
        10,
        500,
        chance.happens(0.8) ? `确认兑换 ${asked}` : `不同意兑换 ${asked} 先停一停`,
      );
    }
    if (/想把手上的 \d+ 件交给您/u.test(text)) return this.#answer(id, where, 5, 90, '接');
    if (/谁代班/u.test(text) && this.#workers.has(id))
      return this.#answer(id, where, 2, 8, `${this.#colleagueOf(id).shortName}代吧`);
    if (/要开单请人办吗|要不要开单|要开单吗/u.test(text) && chance.happens(0.7))
      return this.#answer(id, where, 1, 8, '开单');
    if (/全部就回 0：/u.test(text)) return this.#answer(id, where, 1, 8, '0');
    if (/是哪一户？/u.test(text)) return this.#answer(id, where, 1, 8, '2单元302');
    if (/还差.*补上就算/u.test(text) && chance.happens(0.8)) {
      this.world.planAwake(
        1,
        6,
        async () => void (await this.world.says(id, roomOf(where), '[定位]', { photo: true })),
      );
    }
  }

  /** Whoever gets a ticket: mostly takes it and finishes it, sometimes passes it on, sometimes does nothing. */
  #take(id: string, { where, text }: Said, number: string): void {
    const { chance } = this.world;
    const isWorker = this.#workers.has(id);
    const way = chance.weighed({
      take: 84,
      plain: isWorker ? 5 : 0,
      quote: 4,
      up: isWorker ? 4 : 0,
      onward: 4,
      back: isWorker ? 0 : 3,
      never: 2,
    });
    switch (way) {
      case 'take':
      case 'plain':
      case 'quote':
        this.#taken.set(number, id);
        this.world.planAwake(3, 150, async () => {
          const words = way === 'take' ? `接单 ${number}` : '接单';
          await this.world.says(id, roomOf(where), words, way === 'quote' ? { quote: text } : {});
          this.#work(id, where, number);
        });
        break;
      case 'up':
        this.#answer(id, where, 5, 120, `上报 ${number} 需要上级协调`);
        break;
      case 'onward':
        this.#answer(
          id,
          where,
          5,
          120,
          `转派 ${chance.pick(['物业公司', '城管中队', '供电公司'])} ${number}`,
        );
        break;
      case 'back':
        this.#answer(id, where, 5, 120, `退回 ${number} 缺现场照片`);
        break;
      case 'never':
        break;
      default:
        way satisfies never;
    }
  }

  #work(id: string, where: Conversation, number: string): void {
    const { chance } = this.world;
    const way = chance.weighed({ finish: 80, longer: 6, team: 3, rest: 3, note: 8 });
    if (way === 'longer') this.#answer(id, where, 60, 900, `延期 ${number} 到后天18点 等配件到货`);
    if (way === 'rest') this.#answer(id, where, 60, 300, `挂起 ${number} 到后天10点 等住户回来`);
    if (way === 'note') this.#answer(id, where, 20, 200, `进展 ${number} 已经约了师傅`);
    if (way === 'team' && this.#workers.has(id))
      this.#answer(id, where, 10, 100, `组团 ${number} ${this.#colleagueOf(id).shortName}`);
    const [least, most] = way === 'finish' || way === 'note' ? [30, 1_300] : [1_500, 4_500];
    this.world.planAwake(least, most, async () => {
      const words = chance.pick(['修好了', '清走了', '和两家都谈过，说好了', '换了新的', '已经处理']);
      await this.world.says(
        id,
        roomOf(where),
        `办结 ${number} ${words}`,
        chance.happens(0.7) ? { photo: true } : {},
      );
    });
  }

  #rush(id: string, where: Conversation, number: string): void {
    const { world } = this;
    if (this.#taken.has(number) || !this.#workers.has(id)) return;
    this.#taken.set(number, id);
    world.plan(world.clock.now() + world.chance.whole(1, 4) * 60_000, async () => {
      await world.says(id, roomOf(where), `到 ${number}`);
      this.#work(id, where, number);
    });
  }

  #check(id: string, where: Conversation, number: string): void {
    const way = this.world.chance.weighed({ good: 88, bad: 6, never: 6 });
    if (way === 'good') this.#answer(id, where, 10, 1_200, `核实通过 ${number}`);
    if (way === 'bad') this.#answer(id, where, 10, 1_200, `核实不通过 ${number} 还有一处没弄好`);
  }

  #decide(id: string, where: Conversation, number: string): void {
    const way = this.world.chance.weighed({ yes: 70, other: 15, no: 12, never: 3 });
    if (way === 'yes') this.#answer(id, where, 3, 40, `受理 ${number}`);
    if (way === 'other')
      this.#answer(id, where, 3, 40, `改类 ${number} ${this.world.chance.pick(['02', '11', '08', '01'])}`);
    if (way === 'no') this.#answer(id, where, 3, 40, `不受理 ${number} 不归网格办，请找12345`);
  }

  /** A part of a pushed task: taken, counted in steps, done; of a large one some never are. */
  #takeShare(id: string, { where, text }: Said, number: string): void {
    const { world } = this;
    const isSmall = text.includes(SMALL_TASK);
    const buildings = this.#workers.get(id)?.buildings ?? [];
    this.#answer(id, where, 10, 300, `接 ${number}`);
    for (const [at, building] of buildings.entries()) {
      const place = `${building.estate}${building.name}`;
      const most = 600 + at * 300;
      world.planAwake(
        310,
        most,
        async () =>
          void (await world.says(
            id,
            roomOf(where),
            `进度 ${number} ${place} ${Math.floor(building.households / 2)}户`,
          )),
      );
    }
    if (isSmall || !world.chance.happens(0.05))
      this.#answer(id, where, isSmall ? 1_200 : 4_800, isSmall ? 2_500 : 7_500, `${number} 完成`);
  }

  #answer(id: string, where: Conversation, least: number, most: number, words: string): void {
    this.world.planAwake(least, most, async () => void (await this.world.says(id, roomOf(where), words)));
  }

  #colleagueOf(id: string): Worker {
    const others = [...this.#workers.values()].filter(worker => worker.id !== id);
    return this.world.chance.pick(others);
  }
}

function roomOf(where: Conversation): string | undefined {
  return where.kind === 'room' ? where.roomId : undefined;
}
