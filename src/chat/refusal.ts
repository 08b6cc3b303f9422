import { Fault, reasonOf } from '../base/fault.js';

/**
 * Why a network did not take a message.
 *
 * - `throttled`: the account has spoken too much; everything waits, whomever it is for.
 * - `barred`: this person takes nothing from the account.
 * - `removed`: the account is in that group no more, or there is no such group any more.
 * - `offline`: the account is not on the network; nothing was sent.
 * - `in-doubt`: the connection was cut while the message was on its way; it may have arrived.
 * - `failed`: anything else; worth another try.
 */
export type RefusalKind = 'throttled' | 'barred' | 'removed' | 'offline' | 'in-doubt' | 'failed';

const THROTTLED =
  /(?:操作|发送|发言|发消息|消息|请求|访问)[^，。]{0,6}(?:过于|太|过)(?:频繁|快)|频率.{0,4}(?:过快|过高|超限|限制)|请?稍后再试|rate.?limit|too (?:many|frequent)|RESOURCE_EXHAUSTED|(?:ret|code|status)\D{0,4}(?:429|45009|45033|1205)\b/iu;
const BARRED =
  /拒收|不是.{0,6}(?:好友|朋友)|(?:朋友|好友)验证|对方.{0,8}(?:拒绝|拉黑|注销|异常)|not (?:your |a )?friend/iu;
/** Said of the account itself; that somebody else was removed is no matter of ours. */
const REMOVED =
  /你(?:已)?被.{0,40}(?:移出|踢出|请出)(?:了)?(?:该|本)?群|你已(?:经)?退出(?:该|本|了)?群|在已退出的群|群聊?已(?:经)?(?:被.{0,30})?解散|群聊?不存在|解散了?(?:该|本)?群聊?$/u;
const FAILED = /发送失败|未能?(?:发送|送达)|没有发出/u;
const OFFLINE = /No connection established|ECONNREFUSED|ENOTFOUND|not logged in|未登录/iu;
const IN_DOUBT = /Connection dropped|ECONNRESET|EPIPE|socket hang up|DEADLINE_EXCEEDED|timed?.?out/iu;

/** What a line of the network itself says about a message of ours; undefined when it speaks of something else. */
export function refusalIn(line: string): RefusalKind | undefined {
  if (REMOVED.test(line)) return 'removed';
  if (BARRED.test(line)) return 'barred';
  if (THROTTLED.test(line)) return 'throttled';
  return FAILED.test(line) ? 'failed' : undefined;
}

/** Why saying something failed, by what was thrown. */
export function refusalOf(thrown: unknown): RefusalKind {
  if (thrown instanceof Fault && thrown.code === 'chat-not-connected') return 'offline';
  if (thrown instanceof Fault && thrown.code === 'chat-say-too-slow') return 'in-doubt';
  const reason = reasonOf(thrown);
  const named = refusalIn(reason);
  if (named && named !== 'failed') return named;
  if (OFFLINE.test(reason)) return 'offline';
  return IN_DOUBT.test(reason) ? 'in-doubt' : 'failed';
}
