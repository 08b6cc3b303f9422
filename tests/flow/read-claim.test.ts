import { describe, expect, test } from '@jest/globals';
import { readClaim } from '../../src/flow/read-claim.js';

describe('words by which somebody says who they are', () => {
  test.each([
    '我是 王芳 482913',
    '我是王芳482913',
    '我叫王芳 482913',
    '我是王芳，认领码482913',
    '我是王芳，认领码是482913。',
    '我是王芳，我的认领码是 482913',
    '我叫王芳，码 482 913',
    '小格，我是王芳 482913',
    '你好，我是王芳，482913',
    '482913 我是王芳',
    '认领码482913，我是王芳',
    '认领码 482913 王芳',
    '认领 王芳 482913',
    '我要认领 王芳 482913',
    '我是王芳 四八二九幺三',
    '本人王芳，认领码482913',
  ])('%s', said => {
    expect(readClaim(said)).toEqual({ name: '王芳', code: '482913', isSaid: true });
  });

  test.each(['王芳 482913', '王芳482913', '482913 王芳', '王芳，认领码是482913'])(
    '%s, which may be about anything',
    said => {
      expect(readClaim(said)).toEqual({ name: '王芳', code: '482913', isSaid: false });
    },
  );

  test('我是网格员 王芳 482913 keeps the duty beside the name, the code alone has no name', () => {
    expect(readClaim('我是网格员 王芳 482913')?.name).toBe('网格员王芳');
    expect(readClaim('我是 482913')).toEqual({ name: '', code: '482913', isSaid: true });
  });

  test.each([
    '我是王芳',
    '我是谁 12345',
    '我是6栋的，水管爆了 800123',
    '我是三单元的，水管爆了 800123',
    '电话 13800482913',
    '取件码 48291',
    '我是王芳 4829130',
  ])('%s says nothing of the kind', said => {
    expect(readClaim(said)).toBeUndefined();
  });
});
