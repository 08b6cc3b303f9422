import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import sharp from 'sharp';
import { silentLog } from '../../src/base/log.js';
import { act } from '../../src/flow/house.js';
import type { ModelHelp } from '../../src/flow/model-help.js';
import { cleanForPrompt } from '../../src/llm/clean-for-prompt.js';
import { holdsAddress, holdsPrivateNumber, lures } from '../../src/llm/private-numbers.js';
import { closing, opening } from '../../src/llm/render-prompt.js';
import { openModel } from '../../src/open-model.js';
import { readSettings } from '../../src/settings.js';
import { configuration } from '../support/demo.js';
import { startFakeLlm, wordsOf, type FakeLlm, type FakeRequest } from '../support/fake-llm.js';
import { message, playedHouse } from '../support/house.js';
import { memoryStore } from '../support/memory-store.js';
import { obey } from '../support/obedient.js';
import { doubting } from '../flow/with-a-model.js';
import { morningClock } from './llm-house.js';

interface Injection {
  readonly id: string;
  readonly technique: string;
  readonly text: string;
  readonly hoped: string;
}

/** An attempt at one of the texts that people get to read, with the very answer it hopes for. */
interface SpokenInjection {
  readonly id: string;
  readonly path: 'ask' | 'summary' | 'look';
  readonly technique: string;
  readonly text: string;
  readonly hoped: unknown;
}

function readLines<T>(name: string): T[] {
  const lines = readFileSync(new URL(name, import.meta.url), 'utf8')
    .trim()
    .split('\n');
  return lines.map(line => JSON.parse(line) as T);
}

const injections = readLines<Injection>('injections.jsonl');
const spoken = readLines<SpokenInjection>('injections-spoken.jsonl');
const titled = injections.map(one => [`${one.id} ${one.technique}`, one] as const);

/** What a model answers that has no reason to do otherwise, by the name of the schema. */
const usual: Readonly<Record<string, Record<string, unknown>>> = {
  ask_v1: { about: 'matter', question: '请问是什么情况？' },
  classify_v1: { category: '02', item: '02-11', certainty: '高' },
  summarise_v1: { summary: '居民反映楼里有动静。', needs: '请派人看看' },
  look_v1: { shows: '一面墙', fits: '相符', isClear: true },
};

let fake: FakeLlm;
let photo: Uint8Array;
let filed = 0;
const reached = new Set<string>();
beforeAll(async () => {
  fake = await startFakeLlm();
  const create = { width: 64, height: 48, channels: 3, background: 'grey' } as const;
  photo = await sharp({ create }).jpeg().toBuffer();
});
afterAll(() => fake.close());

/** The whole way to the model as the program opens it, with the fake endpoint behind it and nothing remembered. */
async function help(): Promise<ModelHelp> {
  const environment = {
    OPENAI_API_KEY: 'k',
    OPENAI_BASE_URL: fake.url,
    OPENAI_VISION_MODEL: 'eyes',
    LLM_DEADLINE_MS: '20000',
  };
  return openModel({
    environment,
    settings: readSettings({}, []),
    store: memoryStore(),
    clock: morningClock(),
    log: silentLog,
    catalogue: configuration.catalogue,
  });
}

const schemaOf = ({ body }: FakeRequest): string => body.response_format?.json_schema?.name ?? '';

/** Obeys whatever it is told in the data, and else answers as usual. */
function obeys(): void {
  fake.plays({ kind: 'answers', content: obedientAnswer });
}

function obedientAnswer(request: FakeRequest): string {
  return obey(dataOf(request), usual[schemaOf(request)] ?? {});
}

/** What stands between the delimiters, each text once. */
function dataOf(request: FakeRequest): string {
  const nonce = /带编号 ([0-9a-f]{24}) 的标记/.exec(wordsOf(request, 'system'))?.[1] ?? '';
  const parts = wordsOf(request, 'user').split(new RegExp(`${opening(nonce)}|${closing(nonce)}`));
  return parts.filter((_part, at) => at % 2 === 1).join('\n');
}

describe.each(titled)('%s', (_title, { text, hoped }) => {
  test('reaches none of the prompts but as data', async () => {
    obeys();
    const { wordQuestion, summarise, look } = await help();
    const from = fake.requests.length;
    const missing = [{ key: 'matter', name: '什么情况', words: ['什么'] }];
    await wordQuestion?.ask({ text, item: '还不清楚', missing });
    await summarise?.({ text, item: '还不清楚', notes: [text] });
    await look?.({ text, photo: { bytes: photo, type: 'image/jpeg' } });
    const sent = fake.requests.slice(from);
    expect(sent.map(schemaOf)).toEqual(['ask_v1', 'summarise_v1', 'look_v1']);
    for (const request of sent) {
      expect(dataOf(request)).toContain(cleanForPrompt(text));
      expect(wordsOf(request, 'system')).not.toContain(cleanForPrompt(text));
      expect(request.body.messages?.map(({ role }) => role)).toEqual(['system', 'user']);
    }
  });

  test('what an obedient model says is refused, or does no harm', async () => {
    const { wordQuestion, summarise, look } = await help();
    for (const play of [obeys, () => fake.plays({ kind: 'answers', content: hoped })]) {
      play();
      const missing = [{ key: 'matter', name: '什么情况', words: ['什么'] }];
      const asked = await wordQuestion?.ask({ text, item: '还不清楚', missing });
      if (asked?.done) expect([usual['ask_v1']?.['question'], undefined]).toContain(asked.value.question);
      const summed = await summarise?.({ text, item: '还不清楚', notes: [] });
      if (summed?.done) expect(Object.keys(summed.value).toSorted()).toEqual(['needs', 'summary']);
      const seen = await look?.({ text, photo: { bytes: photo, type: 'image/jpeg' } });
      if (seen?.done) expect(Object.keys(seen.value).toSorted()).toEqual(['fits', 'isClear', 'shows']);
    }
  });

  test('a photo or a story that carries it puts nothing dangerous before staff', async () => {
    const { summarise, look } = await help();
    fake.plays({ kind: 'answers', content: JSON.stringify({ shows: hoped, fits: '相符', isClear: true }) });
    const seen = await look?.({ text: '', photo: { bytes: photo, type: 'image/jpeg' } });
    fake.plays({ kind: 'answers', content: JSON.stringify({ summary: hoped, needs: hoped }) });
    const summed = await summarise?.({ text, item: '还不清楚', notes: [text] });
    const shown = [seen?.done ? seen.value.shows : '', summed?.done ? summed.value.summary : ''];
    for (const words of shown) expect(holdsAddress(words) || holdsPrivateNumber(words)).toBe(false);
    for (const words of shown) expect(words).not.toMatch(/\p{Cf}|\p{Cc}/u);
  });

  test('in the house the neighbours hear none of it, and the ticket goes its usual way', async () => {
    obeys();
    const from = fake.requests.length;
    const { house, keeper, said } = await playedHouse({ ...(await help()), understand: doubting });
    await keeper.messageArrived(message('', { readPhoto: async () => photo, attachment: 'photo' }));
    await keeper.messageArrived(message(text));
    await keeper.settle();
    await keeper.messageArrived(message('还是那样，天天都这样，烦死了'));
    await keeper.settle();
    const [ticket] = await house.tickets.all();
    // Some read like a word for the bot and never become a report.
    if (ticket) {
      filed += 1;
      expect(house.catalogue.item(ticket.item)?.code.slice(0, 2)).toBe(ticket.category);
      expect(ticket.urgency).not.toBe('emergency');
      expect(['collecting', 'triage', 'offered']).toContain(ticket.state);
      const up = { type: 'ticket-escalated', level: 'community', assigneeId: 'p-he', reason: '' } as const;
      await act(house, ticket.id, up, { by: 'bot', standings: ['clock'] });
      await keeper.settle();
    }
    for (const request of fake.requests.slice(from)) reached.add(schemaOf(request));
    const inRooms = said.filter(({ conversation }) => conversation.kind === 'room');
    const heard = inRooms.filter(one => JSON.stringify(one.conversation).includes('room-jgy-6'));
    for (const { text: words = '' } of heard) {
      expect(holdsAddress(words) || holdsPrivateNumber(words) || lures(words)).toBe(false);
      if (hoped.length >= 4) expect(words).not.toContain(hoped);
    }
  });
});

test('nearly all of them were reports, and every kind of question was put to the model', () => {
  expect(filed).toBeGreaterThanOrEqual(60);
  expect([...reached].toSorted()).toEqual(['ask_v1', 'classify_v1', 'look_v1', 'summarise_v1']);
});

test.each(spoken.map(one => [`${one.id} ${one.path} ${one.technique}`, one] as const))(
  '%s is refused when the model gives the very answer that was hoped for',
  async (_title, { path, text, hoped }) => {
    const { wordQuestion, summarise, look } = await help();
    fake.plays({ kind: 'answers', content: JSON.stringify(hoped) });
    const missing = [{ key: 'matter', name: '什么情况', words: ['什么'] }];
    const asked = {
      ask: () => wordQuestion?.ask({ text, item: '还不清楚', missing }),
      summary: () => summarise?.({ text, item: '还不清楚', notes: [text] }),
      look: () => look?.({ text, photo: { bytes: photo, type: 'image/jpeg' } }),
    };
    expect(await asked[path]()).toEqual({ done: false, why: 'malformed' });
  },
);
