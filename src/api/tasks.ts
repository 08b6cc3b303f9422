import { createHash } from 'node:crypto';
import { Router } from '@koa/router';
import type { Context } from 'koa';
import { reasonOf } from '../base/fault.js';
import { newId, type PersonId, type UnitId } from '../base/ids.js';
import type { House } from '../flow/house.js';
import { sceneOf } from '../flow/scene.js';
import { pusherFor, submitTask } from '../flow/task-desk.js';
import { cleanText } from '../intake/clean-text.js';
import { maskPrivate } from '../intake/privacy.js';
import type { RosterBook } from '../roster/roster-book.js';
import { planOf } from '../tasks/plan-of.js';
import { inHouseOrder } from '../tasks/read-targets.js';
import { relationTo } from '../tasks/task-standing.js';
import type { Counting, PushedTask, Pusher, TaskPlan } from '../tasks/task.js';
import type { ApiPart } from './api-part.js';
import { bodyOf, jsonBody } from './json-body.js';
import type { OperatorTokens } from './operator-tokens.js';
import { Problem } from './problem.js';
import { idempotencyKey, taskBody, type TaskBody } from './tasks-body.js';
import { viewTask } from './tasks-view.js';

const TASKS = '/api/v1/tasks';
const LARGEST = '100kb';

/** What the interface for pushed tasks needs. */
export interface TasksApiParts {
  readonly house: House;
  readonly tokens: OperatorTokens;
  /** One round of everything that is to be done now, so that what was pushed is seen at once. */
  readonly stir: () => Promise<void>;
}

/** `POST /api/v1/tasks` pushes a task, `GET /api/v1/tasks/{number}` says how far it is; see docs/tasks.md. */
export function tasksApi(parts: TasksApiParts): ApiPart {
  const router = new Router();
  router.post(
    TASKS,
    async (ctx, next) => {
      // Before the body is read: nobody without a token makes the house read anything.
      operatorOf(ctx, parts);
      await next();
    },
    jsonBody(LARGEST),
    async ctx => push(ctx, parts),
  );
  router.get(`${TASKS}/:number`, async ctx => {
    const operator = operatorOf(ctx, parts);
    const task = await parts.house.tasks.byNumber(ctx.params['number'] ?? '');
    const mayBeSeen =
      task && relationTo(task, operator.personId, parts.house.roster.book).standings.length > 0;
    if (!mayBeSeen)
      throw new Problem(404, 'unknown-task', '没有这项任务', '请核对单号；别的单位的任务看不到。');
    answer(ctx, 200, task, parts.house);
  });
  return { router };
}

interface Operator {
  readonly name: string;
  readonly personId: PersonId;
}

/** Who asks, by the token in `Authorization: Bearer …`. */
function operatorOf(ctx: Context, { house, tokens }: TasksApiParts): Operator {
  const token = /^Bearer +(\S{1,500})$/iu.exec(ctx.get('Authorization'))?.[1];
  const name = token === undefined ? undefined : tokens.ownerOf(token);
  if (name === undefined) {
    ctx.set('WWW-Authenticate', 'Bearer realm="qunliban"');
    const detail = '请在 Authorization 里带上“Bearer 令牌”；令牌找系统管理员要。';
    throw new Problem(401, 'unknown-token', '令牌不对', detail);
  }
  const personId = personNamed(name, house.roster.book);
  if (personId === undefined)
    throw new Problem(
      403,
      'unknown-operator',
      '令牌没有对应的人',
      `名册里没有“${name}”，请管理员核对令牌的名字。`,
    );
  return { name, personId };
}

/** A person's id or name, or a unit's id or code: then whoever answers at its desk. */
function personNamed(name: string, book: RosterBook): PersonId | undefined {
  const [named, another] = book.staff.filter(person => person.name === name);
  const person = book.person(name) ?? (another ? undefined : named);
  const unit = book.unit(name) ?? book.unitByCode(name);
  return person?.id ?? (unit && book.holders(unit.id, 'operator')[0]?.id);
}

async function push(ctx: Context, parts: TasksApiParts): Promise<void> {
  const { house } = parts;
  const operator = operatorOf(ctx, parts);
  const pusher = pusherFor(house, operator.personId);
  if (!pusher)
    throw new Problem(
      403,
      'not-a-pusher',
      '没有下派的权限',
      '下派任务由街道、区值班席和部门来，见 config/tasks.yaml 的 pushers。',
    );
  const origin = originOf(ctx, operator);
  const body = bodyOf(ctx, taskBody);
  const fingerprint = createHash('sha256').update(JSON.stringify(body)).digest('hex');
  const existing = await house.tasks.byOrigin(origin);
  const known =
    existing ??
    (await submitTask(house, planFrom(body, pusher, house), pusher, { origin, fingerprint })).task;
  if (known.fingerprint !== fingerprint)
    throw new Problem(
      422,
      'idempotency-key-reused',
      'Idempotency-Key 用过了',
      `这个键已用来下派 ${known.number}，内容不一样；新任务请换一个键。`,
    );
  if (existing) ctx.set('Idempotency-Replayed', 'true');
  const task = await stirred(known, parts);
  refuseIfRefused(task);
  ctx.set('Location', `${TASKS}/${task.number}`);
  answer(ctx, 201, task, house);
}

/** The same key pushes once; without one every request pushes. */
function originOf(ctx: Context, { name }: Operator): string {
  const given = ctx.get('Idempotency-Key');
  if (given === '') return `api|${newId()}`;
  const key = idempotencyKey.safeParse(given);
  if (key.success) return `api|${name}|${key.data}`;
  throw new Problem(
    400,
    'bad-idempotency-key',
    'Idempotency-Key 有误',
    '请用 1 到 200 个英文字母、数字或符号，不带空格。',
  );
}

/** As it stands once what follows from it has happened. A fault there is the house's: the task itself is safe. */
async function stirred(task: PushedTask, { house, stir }: TasksApiParts): Promise<PushedTask> {
  try {
    await stir();
  } catch (error) {
    house.log.error(
      { task: task.number, reason: reasonOf(error) },
      'a round failed; the next tick tries again',
    );
  }
  return (await house.tasks.get(task.id)) ?? task;
}

/** What the rules refuse is kept, so that it can be seen who asked for it; to the caller it is a fault. */
function refuseIfRefused(task: PushedTask): void {
  const { stage, number } = task;
  if (stage.state !== 'refused') return;
  const detail = `${number}：${stage.reason}。确需办理，带上 temporaryReason 再提交，由区里定。`;
  throw new Problem(422, 'not-admitted', '没有准入', detail);
}

function planFrom(body: TaskBody, pusher: Pusher, house: House): TaskPlan {
  const { settings } = house.taskRules;
  const { title, text, fields, hands, dueAt, beginAt, reportsPerDay, temporaryReason, item, kind } = body;
  checkTimes(body, house);
  if (kind !== undefined && !settings.kinds.some(known => known.code === kind))
    throw unprocessable(
      'unknown-kind',
      '没有这类任务',
      `kind 只能是 ${settings.kinds.map(({ code }) => code).join('、')}。`,
    );
  if (item !== undefined && !house.catalogue.item(item))
    throw unprocessable('unknown-item', '清单里没有这一项', `categories.yaml 里没有事项 ${item}。`);
  const counting = body.count && countingOf(body.count);
  const draft = {
    title: safe(title),
    text: safe(text),
    fields: [...new Set(fields.map(safe))],
    unitIds: unitsOf(body, pusher, house),
    hands,
    dueAt,
    reportsPerDay,
    ...(beginAt === undefined ? {} : { beginAt }),
    ...(counting ? { counting } : {}),
    ...(temporaryReason === undefined ? {} : { temporaryReason: safe(temporaryReason) }),
  };
  const plan = planOf(draft, house.catalogue, settings);
  if (!plan) throw unprocessable('incomplete', '任务不完整', '标题、单位和期限都要有。');
  return {
    ...plan,
    ...(item === undefined ? {} : { itemCode: item }),
    ...(kind === undefined ? {} : { kind }),
  };
}

/** What programs send is kept and said like what people say: cleaned, numbers masked. */
function safe(text: string): string {
  return maskPrivate(cleanText(text));
}

function countingOf({ word, each }: NonNullable<TaskBody['count']>): Counting {
  if (each !== undefined) return { word, from: 'given', each };
  return { word, from: word === '户' ? 'households' : 'none' };
}

function checkTimes({ dueAt, beginAt }: TaskBody, { clock }: House): void {
  if (dueAt <= clock.now()) throw unprocessable('due-in-the-past', '期限已过', 'dueAt 要在现在之后。');
  if (beginAt !== undefined && beginAt >= dueAt)
    throw unprocessable('begins-too-late', '开始太晚', 'beginAt 要在 dueAt 之前。');
}

/** The units named, or all of a level within them; each within the pusher's own. */
function unitsOf(
  { units, level }: TaskBody,
  pusher: Pusher,
  { roster, taskRules }: House,
): readonly UnitId[] {
  const { book } = roster;
  const found = units.flatMap(named => {
    const unit = book.unit(named) ?? book.unitByCode(named);
    if (!unit)
      throw unprocessable('unknown-unit', '没有这个单位', `名册里没有“${named}”，请用单位的编号或绑定码。`);
    if (!book.isWithin(unit.id, pusher.unitId))
      throw new Problem(403, 'unit-not-yours', '不在辖区内', `“${named}”不在这个令牌的辖区内。`);
    const below =
      level === undefined ? [unit] : inHouseOrder(book.within(unit.id).filter(one => one.level === level));
    if (below.length === 0)
      throw unprocessable('no-such-level', '没有这一级', `“${named}”下面没有 ${level} 一级的单位。`);
    return below.map(one => one.id);
  });
  const unitIds = [...new Set(found)];
  const most = taskRules.settings.mostUnits;
  if (unitIds.length > most)
    throw unprocessable(
      'too-many-units',
      '单位太多',
      `这次有 ${unitIds.length} 个单位，最多 ${most} 个，请分几次下派。`,
    );
  return unitIds;
}

function unprocessable(code: string, title: string, detail: string): Problem {
  return new Problem(422, code, title, detail);
}

function answer(ctx: Context, status: number, task: PushedTask, house: House): void {
  ctx.status = status;
  ctx.set('Cache-Control', 'no-store');
  ctx.body = viewTask(task, sceneOf(house));
}
