import { expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ConfidenceBook } from '../../src/classify/confidence-book.js';
import { loadUnderstanding } from '../../src/classify/understand.js';
import { outcomeOf, refitFrom } from '../../src/flow/refit-room.js';
import type { DecisionRecord, Ticket } from '../../src/tickets/ticket.js';
import { configFolder } from '../support/demo.js';
import { message, playedHouse } from '../support/house.js';
import { memoryStore } from '../support/memory-store.js';
import { ticketIn } from '../tickets/a-ticket.js';
import { clockAt } from './with-a-model.js';

const decided: DecisionRecord = {
  decidedBy: 'embedded',
  category: '08',
  item: '08-01',
  confidence: 0.9,
  abstained: false,
  score: 0.95,
  model: 'm',
};

function over(more: Partial<Ticket> = {}): Ticket {
  return ticketIn('closed', { decision: decided, ...more });
}

test('what came of a decision is known when the ticket is over', () => {
  expect(outcomeOf(over(), 'm')).toEqual({ score: 0.95, isRight: true });
  expect(outcomeOf(over({ category: '02' }), 'm')).toEqual({ score: 0.95, isRight: false });
  expect(outcomeOf(ticketIn('handling', { decision: decided, category: '02' }), 'm')).toBeUndefined();
  const declined = { decision: decided, category: '13' };
  expect(outcomeOf(ticketIn('declined', declined), 'm')).toEqual({ score: 0.95, isRight: false });
  expect(outcomeOf(ticketIn('declined', { decision: decided }), 'm')).toBeUndefined();
});

test('only the embedded model’s own decisions count, and those of this model', () => {
  expect(outcomeOf(over(), 'another')).toBeUndefined();
  const { score: _score, ...byCorrection } = { ...decided, decidedBy: 'correction' };
  expect(outcomeOf(over({ decision: byCorrection }), 'm')).toBeUndefined();
  const byLlm = { ...byCorrection, decidedBy: 'llm', category: '02', before: decided };
  expect(outcomeOf(over({ decision: byLlm, category: '02' }), 'm')).toEqual({ score: 0.95, isRight: false });
});

test('every night the last outcomes are looked at, and what is said the next day goes by them', async () => {
  const [store, clock] = [memoryStore(), clockAt('2026-11-23T10:00')];
  const { house, keeper } = await playedHouse({ store, clock });
  const { modelId } = house.confidence;
  const said = '6栋2单元楼道灯坏了好几天，晚上摸黑';
  const before = house.understand(said).matters[0];
  await keeper.messageArrived(message(said));
  await keeper.settle();
  const [filed] = await house.tickets.all();
  expect(filed?.decision).toMatchObject({
    score: before?.score,
    model: modelId,
    confidence: before?.confidence,
  });
  // Of 120 sure decisions every other one did not stand.
  for (let nth = 0; nth < 120; nth += 1) {
    const category = nth % 2 === 0 ? '08' : '02';
    const ticket = over({
      id: `t${nth}`,
      origin: `o${nth}`,
      category,
      decision: { ...decided, model: modelId },
    });
    await house.tickets.open({ ...ticket, hasNews: false });
  }
  clock.moveTo(Date.parse('2026-11-24T03:29:00+08:00'));
  await keeper.step();
  expect(house.understand(said).matters[0]?.confidence).toBe(before?.confidence);
  clock.moveTo(Date.parse('2026-11-24T03:30:00+08:00'));
  await keeper.step();
  const after = house.understand(said).matters[0];
  expect(after?.score).toBe(before?.score);
  expect(house.confidence.believed(0.95)).toBeLessThan(0.75);
  expect(after?.confidence).toBe(house.confidence.believed(before?.score ?? 1));
  expect(after?.abstained).toBe(true);
  const restarted = await ConfidenceBook.open(store, modelId);
  const model = readFileSync(path.join(configFolder, 'understanding/model.bin'));
  const again = loadUnderstanding(model, restarted.believed)(said).matters[0];
  expect(again?.confidence).toBe(after?.confidence);
});

test('with too few outcomes nothing changes, and an emergency stays one whatever came of others', async () => {
  const { house } = await playedHouse();
  const { modelId } = house.confidence;
  expect(await refitFrom(house)).toMatchObject({ changed: false, outcomes: 0 });
  for (let nth = 0; nth < 150; nth += 1) {
    const decision = { ...decided, model: modelId };
    await house.tickets.open(over({ id: `t${nth}`, origin: `o${nth}`, category: '02', decision }));
  }
  expect(await refitFrom(house)).toMatchObject({ changed: true, outcomes: 150 });
  const [matter] = house.understand('8栋3楼着火了，浓烟往外冒，快来人').matters;
  expect(matter).toMatchObject({ urgency: 'emergency', abstained: false });
});
