import { describe, expect, test } from '@jest/globals';
import { Fault } from '../../src/base/fault.js';
import { refusalIn, refusalOf } from '../../src/chat/refusal.js';

describe('what a network says of a message', () => {
  test.each([
    ['操作过于频繁，请稍后再试', 'throttled'],
    ['操作太频繁，请稍后再试。', 'throttled'],
    ['你发送消息过于频繁，可稍后再试', 'throttled'],
    ['发言太快了，休息一下吧', 'throttled'],
    ['api freq out of limit, errcode: 45009', 'throttled'],
    ['消息已发出，但被对方拒收了。', 'barred'],
    ['小棠开启了朋友验证，你还不是他（她）朋友。请先发送朋友验证请求，对方验证通过后，才能聊天。', 'barred'],
    ['你被“社区何书记”移出群聊', 'removed'],
    ['无法在已退出的群聊中发送消息', 'removed'],
    ['群主已解散该群聊', 'removed'],
    ['该群聊已被解散', 'removed'],
    ['发送失败', 'failed'],
  ])('“%s” is heard as %s', (line, kind) => {
    expect(refusalIn(line)).toBe(kind);
    expect(refusalOf(new Error(line))).toBe(kind);
  });

  test.each([
    '“老唐”被“社区何书记”移出群聊',
    '你将“老唐”移出了群聊',
    '“向日葵”邀请“小棠”加入了群聊',
    '以上是打招呼的内容',
    '“小格”修改群名为“金桂苑6栋楼群”',
  ])('“%s” is no word about a message', line => {
    expect(refusalIn(line)).toBeUndefined();
  });
});

describe('why saying something failed', () => {
  test.each([
    [new Fault('chat-not-connected', 'the bot is not on the chat network at the moment'), 'offline'],
    [new Fault('chat-say-too-slow', 'the network took longer than 60000 ms over a message'), 'in-doubt'],
    [new Error('14 UNAVAILABLE: No connection established. Last error: connect ECONNREFUSED'), 'offline'],
    [new Error('14 UNAVAILABLE: Connection dropped'), 'in-doubt'],
    [new Error('4 DEADLINE_EXCEEDED: Deadline exceeded'), 'in-doubt'],
    [new Error('8 RESOURCE_EXHAUSTED'), 'throttled'],
    [new Error('read ECONNRESET'), 'in-doubt'],
    [new Error('something else'), 'failed'],
    ['thrown as a text', 'failed'],
  ])('%s: %s', (thrown, kind) => {
    expect(refusalOf(thrown)).toBe(kind);
  });
});
