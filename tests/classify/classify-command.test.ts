import { expect, test } from '@jest/globals';
import { PassThrough, Readable } from 'node:stream';
import { classifyStream } from '../../src/classify/classify-command.js';

async function classified(chunks: readonly string[]): Promise<{ answers: unknown[]; errors: string }> {
  const output = new PassThrough();
  const errors = new PassThrough();
  await classifyStream('config/understanding/model.bin', { input: Readable.from(chunks), output, errors });
  const lines = String(output.read() ?? '')
    .trim()
    .split('\n');
  return { answers: lines.map(line => JSON.parse(line) as unknown), errors: String(errors.read() ?? '') };
}

test('every line is answered in its order, however the input arrives in pieces', async () => {
  const { answers, errors } = await classified([
    '{"id":"a","text":"3栋电梯停了两',
    '天了"}\n{"id":"b","text":"谢谢大家"}\n\n{"id":7,"text":"居委会几点下班"}',
  ]);
  expect(answers).toMatchObject([
    { id: 'a', kind: 'report', category: '11', location: '3栋' },
    { id: 'b', kind: 'chat', category: null, item: null, urgency: null, location: null },
    { id: 7, kind: 'inquiry', category: null },
  ]);
  expect(errors).toBe('');
});

test('a line that cannot be read is named, and the others are answered', async () => {
  const { answers, errors } = await classified(['{"id":1,"text":"路灯不亮"}\nnonsense\n{"id":3}\n']);
  expect(answers).toMatchObject([{ id: 1 }, { id: null, error: 'not JSON' }, { id: null }]);
  expect(errors).toContain('line 2: not JSON');
  expect(errors).toContain('line 3: no text');
});
