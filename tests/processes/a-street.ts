import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseDocument } from 'yaml';
import type { Conversation } from '../../src/chat/chat-gateway.js';
import { conversationKey } from '../../src/chat/conversation-key.js';
import { OutboxShelf } from '../../src/outbox/outbox-shelf.js';
import type { Entry } from '../../src/outbox/saying.js';
import { RosterStore } from '../../src/roster/roster-store.js';
import { everyOne } from '../../src/store/change.js';
import { connectMongo } from '../../src/store/mongo-link.js';
import { mongoStore } from '../../src/store/mongo-store.js';
import type { Store } from '../../src/store/store.js';
import { TicketStore } from '../../src/tickets/ticket-store.js';
import type { Ticket } from '../../src/tickets/ticket.js';
import { startHost, type Host, type Said } from '../chat/host/start-host.js';
import { Program } from '../support/program.js';
import type { TestDatabase } from '../support/test-database.js';
import { EAST, streetOfTwo, WEST, worldOf } from '../support/two-accounts.js';
import { withoutRhythm } from '../support/without-rhythm.js';

/** Only ends what hangs. */
const LONGEST_WAIT_MS = 240_000;
const IN_DOUBT = 'it was in doubt whether a message arrived';

/** The shipped configuration without set reminders, quiet hours and pauses: the tests run at any hour, by the real clock. */
export function restless(): Readonly<Record<string, string>> {
  const given = withoutRhythm();
  const file = path.join(given['CONFIG_DIR'] ?? '', 'outbox.yaml');
  const outbox = parseDocument(readFileSync(file, 'utf8'));
  outbox.setIn(['quietHours', 'from'], '00:00');
  outbox.setIn(['quietHours', 'to'], '00:00');
  outbox.setIn(['pacing', 'default', 'roomGapMs'], 0);
  outbox.setIn(['pacing', 'default', 'accountPerMinute'], 6_000);
  outbox.setIn(['pacing', 'default', 'roomPerMinute'], 6_000);
  writeFileSync(file, outbox.toString());
  return given;
}

/** A street with two accounts on two puppet services, one database, and processes that are started and ended one by one. */
export class Street {
  readonly #programs: Program[] = [];

  private constructor(
    readonly store: Store,
    readonly tickets: TicketStore,
    private readonly database: TestDatabase,
    private readonly hosts: ReadonlyMap<string, Host>,
    private readonly config: Readonly<Record<string, string>>,
  ) {}

  static async open(database: TestDatabase): Promise<Street> {
    const store = mongoStore(await connectMongo(database.uri));
    await (await RosterStore.open(store)).add(streetOfTwo);
    const hosts = await Promise.all(
      [EAST, WEST].map(async account => [account, await startHost({ world: worldOf(account) })] as const),
    );
    return new Street(store, await TicketStore.open(store), database, new Map(hosts), restless());
  }

  /** Starts a process; a bot on the account. */
  async start(roles: string, account?: string): Promise<Program> {
    const host = account === undefined ? undefined : this.hosts.get(account);
    const network = host && {
      WECHATY_PUPPET_SERVICE_TOKEN: host.plan.token,
      WECHATY_PUPPET_SERVICE_ENDPOINT: `127.0.0.1:${host.plan.port}`,
    };
    const environment = {
      ...this.config,
      ROLES: roles,
      MONGODB_URI: this.database.uri,
      WECHATY_PUPPET: 'wechaty-puppet-service',
      ...network,
    };
    const program = await Program.start({ environment });
    this.#programs.push(program);
    return program;
  }

  /** Somebody says something on an account's network; resolves when the bot has written it down. */
  async say(account: string, fromId: string, roomId: string | undefined, text: string): Promise<void> {
    const conversation: Conversation =
      roomId === undefined ? { kind: 'direct', contactId: fromId } : { kind: 'room', roomId };
    const draft = { fromId, conversation, mentionIds: [], text };
    const id = await this.hosts.get(account)?.tell({ do: 'post', draft });
    const journal = await this.store.collection<{ id: string }>({
      name: 'journal',
      indexes: [['isDone'], ['eraseAt'], ['forgetAt']],
    });
    await until(
      `${text} is written down`,
      async () => (await journal.get(`${account}|${String(id)}`)) !== undefined,
    );
  }

  /** Resolves when the tickets are what the test waits for, and everything there is to say was said. */
  async untilTickets(what: string, areThere: (tickets: readonly Ticket[]) => boolean): Promise<void> {
    const isSo = async (): Promise<boolean> => {
      const tickets = await this.tickets.all();
      return areThere(tickets) && tickets.every(({ hasNews }) => !hasNews) && (await this.#isQuiet());
    };
    await until(what, isSo, () => this.#describe());
  }

  async entries(): Promise<readonly Entry[]> {
    return everyOne((await OutboxShelf.open(this.store)).entries);
  }

  /** What an account said in a conversation, as its network has it. */
  async saidIn(account: string, conversation: Conversation): Promise<readonly string[]> {
    const said = (await this.hosts.get(account)?.tell({ do: 'said', conversation })) as readonly Said[];
    return said.map(({ text = '' }) => text);
  }

  /** Every conversation of an account in which it could have said something. */
  async conversationsOf(account: string): Promise<readonly Conversation[]> {
    const { rooms, contacts } = worldOf(account);
    const all: Conversation[] = [
      ...rooms.map(({ id }) => ({ kind: 'room', roomId: id }) as const),
      ...contacts.map(({ id }) => ({ kind: 'direct', contactId: id }) as const),
    ];
    const known = new Set(all.map(conversationKey));
    expectKnown(
      (await this.entries()).filter(entry => entry.account === account),
      known,
    );
    return all;
  }

  /** The keys of what was being said when a process was killed: documented to be said again, or not, by their weight. */
  get inDoubt(): ReadonlySet<string> {
    const lines = this.#programs.flatMap(({ stderr }) => stderr.join('').split('\n'));
    const doubts = lines.filter(line => line.includes(IN_DOUBT));
    return new Set(doubts.map(line => (JSON.parse(line) as { key: string }).key));
  }

  get errors(): readonly string[] {
    return this.#programs.flatMap(({ errors }) => errors);
  }

  async close(): Promise<void> {
    await Promise.all(this.#programs.map(async program => program.stop()));
    await Promise.all([...this.hosts.values()].map(async host => host.kill()));
    await this.store.close();
    await this.database.drop();
  }

  /** For whoever looks into a failure. */
  async #describe(): Promise<string> {
    const tickets = (await this.tickets.all()).map(({ number, state, unitId, item, hasNews }) =>
      [number, state, unitId, item, hasNews].join(' '),
    );
    const unsaid = (await this.entries()).filter(({ state }) => state !== 'sent');
    const waiting = unsaid.map(({ account, id, state, attempts, sendAfter }) =>
      [account, id, state, attempts, new Date(sendAfter).toISOString()].join(' '),
    );
    const logged = this.#programs.map(({ stderr }) => stderr.join('').slice(-1_500));
    return [...tickets, ...waiting, ...logged].join('\n');
  }

  async #isQuiet(): Promise<boolean> {
    const entries = await this.entries();
    return entries.every(({ state }) => state === 'sent');
  }
}

function expectKnown(entries: readonly Entry[], known: ReadonlySet<string>): void {
  const strange = entries.find(({ saying }) => !known.has(conversationKey(saying.conversation)));
  if (strange) throw new Error(`${strange.account} was to say something where it is not: ${strange.id}`);
}

/** Looks again and again until it is so. */
export async function until(
  what: string,
  isSo: () => Promise<boolean>,
  describe: () => Promise<string> = () => Promise.resolve(''),
): Promise<void> {
  const end = Date.now() + LONGEST_WAIT_MS;
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error(`waited in vain until ${what}\n${await describe()}`);
    await pause(100);
  }
}
