import { expect, test } from '@jest/globals';
import { recalledId } from '../../src/chat/wechaty-incoming.js';

test.each([
  ['5007192124798729796', '5007192124798729796'],
  ['0b1f-uuid', '0b1f-uuid'],
  [
    '<sysmsg type="revokemsg"><revokemsg><session>1@chatroom</session><msgid>1692528799</msgid><newmsgid>5007192124798729796</newmsgid></revokemsg></sysmsg>',
    '5007192124798729796',
  ],
])('a recall names the message that was taken back, however the network wraps it: %s', (text, id) => {
  expect(recalledId(text)).toBe(id);
});
