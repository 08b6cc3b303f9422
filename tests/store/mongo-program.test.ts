import { expect, test } from '@jest/globals';
import { Conversation } from '../support/conversation.js';
import { describeOnServer } from '../support/test-database.js';
import { ShakyLine } from './shaky-line.js';

describeOnServer('the running program, when the line to its database is cut', newDatabase => {
  test('answers once it is back, and says nothing twice', async () => {
    const database = newDatabase();
    const { host, hostname, port } = new URL(database.uri.replace('mongodb:', 'http:'));
    const line = await ShakyLine.to(hostname, Number(port));
    const at = await Conversation.begin('2026-11-23T10:00', 'never', {
      MONGODB_URI: database.uri.replace(host, `127.0.0.1:${line.port}`),
    });
    try {
      await line.cut();
      const said = at.says('木木').inGroup('金桂苑3栋', '3栋的电梯坏了，老人下不来');
      await line.mend();
      await said;
      expect(await at.tickets()).toHaveLength(1);
      expect(await at.heardInGroup('金桂苑3栋')).toHaveLength(1);
      await at.overlook();

      for (const command of ['insert', 'update', 'update', 'insert']) {
        line.loseAnswerTo(command);
        await at.says('网格员小陈').inGroup('金桂社区网格员', '待办');
        expect(await at.heardInGroup('金桂社区网格员')).toHaveLength(1);
      }
      expect(line.losses).toBe(4);
      expect(await at.tickets()).toHaveLength(1);
      expect(await at.heardElsewhere()).toEqual([]);
    } finally {
      await at.program.stop();
      await line.cut();
      await database.drop();
    }
  }, 300_000);
});
