import { describe, expect, test } from '@jest/globals';
import { at, Day, JINGUI, LIUYUAN, toPerson } from './a-day.js';
import { aTask, shares } from '../tasks/a-task.js';

/** Where something was said. */
function placeOf(said: string): string {
  return said.slice(0, said.indexOf(':'));
}

const handling = (handleBy: string) =>
  ({ state: 'handling', acceptedAt: at('2026-11-20 10:00'), handleBy: at(handleBy) }) as const;

const finished = (finishedAt: string) =>
  ({
    state: 'handled',
    finishedAt: at(finishedAt),
    verifyBy: at('2026-11-25 09:00'),
    verifierId: 'w-zhao',
  }) as const;

const overdue = (seq: number) =>
  ({
    type: 'step-overdue',
    step: 'handle',
    seq,
    at: at('2026-11-20 11:00'),
    by: 'bot',
    from: 'handling',
    to: 'handling',
    automatic: true,
  }) as const;

describe('the morning digest', () => {
  test('a leader hears alone what waits for a check, and the desk what waits for a decision', async () => {
    const day = await Day.begin('2026-11-24 08:00');
    await day.ticket('handled', {
      stage: {
        state: 'handled',
        finishedAt: at('2026-11-23 18:00'),
        verifyBy: at('2026-11-24 18:00'),
        verifierId: 'p-he',
      },
    });
    await day.ticket('triage', { assigneeId: null });
    await day.ticket('handling', {
      assigneeId: 'd-chengguan',
      level: 'department',
      stage: handling('2026-11-24 12:00'),
    });
    await day.until('08:20');
    const heard = day.heard();
    expect(heard).toHaveLength(3);
    expect(heard).toContainEqual(
      expect.stringMatching(/^direct p-he: 早上好.*等您核实 1 件：WG-.*（今天 18:00到期）。$/u),
    );
    expect(heard).toContainEqual(expect.stringMatching(/^direct o-meng: 早上好.*待研判 1 件：WG-/u));
    expect(heard).toContainEqual(
      expect.stringMatching(/^direct d-chengguan: 早上好.*您手上 1 件，1 件今天到期：WG-/u),
    );
  });

  test('work pushed down is in hand like a ticket, and who is on leave is stood in for', async () => {
    const day = await Day.begin('2026-11-24 08:00');
    const running = {
      state: 'running',
      begunAt: at('2026-11-23 09:00'),
      admittedUntil: null,
      nudgeAt: null,
      warnAt: null,
      overdueAt: null,
      rollUpAt: at('2026-11-30 18:00'),
    } as const;
    await day.house.tasks.add(aTask());
    await day.house.tasks.change('task-1', task => ({ ...task, state: 'running', shares, stage: running }));
    await day.ticket('handling', { assigneeId: 'w-li', stage: handling('2026-11-26 12:00') });
    await day.house.roster.changePerson('w-li', person => ({
      ...person,
      away: {
        from: at('2026-11-24 00:00'),
        until: at('2026-11-26 00:00'),
        standInId: 'w-zhou',
        deedId: 'd1',
      },
    }));
    await day.until('08:11');
    expect(day.heardAt(LIUYUAN)).toEqual([
      expect.stringMatching(/^早上好.*：小周 1 件；小李 1 件（请假，小周代）。$/u),
    ]);
    // Who is on leave is not asked to check in.
    await day.until('09:40');
    const asked = day.heard().filter(said => said.includes('打卡'));
    expect(asked.filter(said => said.startsWith(LIUYUAN) || said.startsWith('direct w-li'))).toEqual([
      expect.stringMatching(/还没打卡：小周。/u),
    ]);
  });

  test('nothing is said where there is nothing to say, unless the rule wants it', async () => {
    const day = await Day.begin('2026-11-24 08:00');
    await day.until('08:25');
    expect(day.heard()).toEqual([]);
  });

  test('missed by an hour it is made up for, missed by more it is dropped', async () => {
    for (const { again, count } of [
      { again: '2026-11-24 09:55', count: 1 },
      { again: '2026-11-24 10:05', count: 0 },
    ]) {
      const day = await Day.begin('2026-11-24 08:00');
      await day.ticket('handling', { stage: handling('2026-11-24 12:00') });
      day.clock.moveTo(at(again));
      await day.until(again.replace(/\d$/u, digit => String(Number(digit) + 1)));
      expect(day.heard().filter(said => said.includes('早上好'))).toHaveLength(count);
    }
  });
});

describe('through the day', () => {
  test('who has patrolled is not asked for it', async () => {
    const day = await Day.begin('2026-11-24 14:00');
    await day.deed('w-chen', 'patrol');
    await day.until('15:40');
    const asked = day.heard().filter(said => said.includes('巡查记录'));
    expect(asked.map(placeOf).toSorted()).toEqual(['w-li', 'w-zhao', 'w-zhou'].map(toPerson));
  });

  test('a check that waits is asked for again, a fresh one is not', async () => {
    const day = await Day.begin('2026-11-24 15:00');
    await day.ticket('handled', { stage: finished('2026-11-24 09:00') });
    await day.ticket('handled', { stage: finished('2026-11-24 14:00') });
    await day.until('16:05');
    expect(day.heardAt(toPerson('w-zhao')).filter(said => said.includes('核实'))).toEqual([
      // In one message with what else is said at that time.
      expect.stringMatching(/^今天还没有您的巡查记录.*\n等您核实 1 件：.*（明天 09:00到期）.*“核实通过”/u),
    ]);
  });

  test('what is late is told to the leader and the street, in one message each', async () => {
    const day = await Day.begin('2026-11-24 16:00');
    const opened = (await day.ticket('handling', { stage: handling('2026-11-25 10:00') })).history;
    for (let nth = 0; nth < 3; nth += 1)
      await day.ticket('handling', { stage: handling('2026-11-25 10:00'), history: [...opened, overdue(2)] });
    await day.until('16:40');
    const late = day.heard().filter(said => said.includes('超时'));
    expect(late).toHaveLength(3);
    expect(late.map(placeOf).toSorted()).toEqual([toPerson('o-jin'), toPerson('o-meng'), toPerson('p-he')]);
    expect(late[0]).toMatch(/⏰ 超时 3 件：WG-.*（小陈）；/u);
  });

  test('before leave, what is in hand is named to whoever goes and to whoever stands in', async () => {
    const day = await Day.begin('2026-11-24 16:50');
    await day.ticket('handling', { stage: handling('2026-11-26 10:00') });
    await day.house.roster.changePerson('w-chen', person => ({
      ...person,
      away: {
        from: at('2026-11-25 08:30'),
        until: at('2026-11-27 00:00'),
        standInId: 'w-zhao',
        deedId: 'd1',
      },
    }));
    await day.until('17:10');
    const said = day.heard();
    expect(said).toEqual([
      expect.stringMatching(/^direct w-chen: 您明天 08:30起请假，手上还有 1 件：WG-.*交接/u),
      expect.stringMatching(/^direct w-zhao: 小陈明天 08:30起请假，由您代，手上有 1 件：WG-/u),
    ]);
    await day.until('2026-11-25 17:10');
    expect(day.heard().filter(text => text.includes('起请假'))).toEqual([]);
  });

  test('half a year of visits is told in counts, without a name or a door', async () => {
    const day = await Day.begin('2026-11-02 09:00');
    for (const door of ['1-101', '1-102', '1-102'])
      await day.deed('w-chen', 'visit', { unitId: 'jgy-6', household: `jgy-6|${door}` });
    await day.until('09:25');
    const [visits] = day.heardAt(JINGUI);
    expect(visits).toMatch(
      /^2026年下半年入户走访（还有 60 天）：小陈 已走 2\/196 户，还差 194 户；小赵 已走 0\/276 户/u,
    );
    expect(visits).not.toMatch(/101|102/u);
  });
});

describe('one message for one reader', () => {
  test('what comes due within a few minutes is said together', async () => {
    const day = await Day.begin('2026-11-24 15:20');
    const { book } = day.house.reminders;
    for (const [nth, minutes] of ['26', '28', '30'].entries()) {
      const ticket = await day.ticket('handling', { stage: handling('2026-11-24 18:00') });
      const audience = 'person|w-chen';
      const when = at(`2026-11-24 15:30`);
      const subject = { kind: 'deadline-near', ticketId: ticket.id, seq: 9 } as const;
      await book.put({
        id: `n${nth}`,
        audience,
        subject,
        at: at(`2026-11-24 15:${minutes}`),
        isUrgent: true,
        waitsUntil: when,
      });
    }
    await day.until('15:45');
    const said = day.heardAt(toPerson('w-chen'));
    expect(said).toHaveLength(1);
    expect(said[0]).toMatch(/还没有您的巡查记录.*\n⏰ 3 件快到期：/u);
  });

  test('at night nothing is said; in the morning it is, as it is then', async () => {
    const day = await Day.begin('2026-11-24 22:30');
    const kept = await day.ticket('handling', { stage: handling('2026-11-25 10:00') });
    const done = await day.ticket('handling', { stage: handling('2026-11-25 10:00') });
    for (const { id } of [kept, done])
      await day.house.reminders.book.put({
        id,
        audience: 'person|w-chen',
        subject: { kind: 'deadline-near', ticketId: id, seq: 9 },
        at: day.clock.now(),
        isUrgent: true,
        waitsUntil: day.clock.now(),
      });
    await day.until('2026-11-25 07:00');
    expect(day.heard()).toEqual([]);
    await day.house.tickets.change(done.id, ticket => ({
      ...ticket,
      stage: { state: 'closed', closedAt: day.clock.now() },
      state: 'closed',
    }));
    await day.until('07:40');
    expect(day.heardAt(toPerson('w-chen'))).toEqual([
      expect.stringMatching(new RegExp(`^⏰ ${kept.number}.*今天 10:00到期`, 'u')),
    ]);
  });
});

test('the pictures of the week and the month are posted, and nothing where nothing happened', async () => {
  const day = await Day.begin('2026-11-27 16:40');
  await day.ticket('handling', { stage: handling('2026-12-04 10:00') });
  await day.until('16:50');
  const week = day.heard().filter(said => said.includes('[图片]'));
  expect(week).toEqual([expect.stringMatching(new RegExp(`^${JINGUI}: .*金桂社区`, 'u'))]);
  await day.until('2026-12-01 09:45');
  const month = day.heard().filter(said => said.includes('[图片]'));
  expect(month.map(placeOf)).toContain(JINGUI);
  expect(month.filter(said => said.startsWith(LIUYUAN))).toEqual([]);
});

test('a meeting is not called once it has begun', async () => {
  const day = await Day.begin('2026-11-23 13:00');
  day.clock.moveTo(at('2026-11-23 15:05'));
  await day.until('15:20');
  expect(day.heard().filter(said => said.includes('例会'))).toEqual([]);
});
