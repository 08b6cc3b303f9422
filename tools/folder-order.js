/**
 * The message's way. A folder of src/ may import only folders above it in this list, and a library may be
 * imported only from its home. The import rules of the linter are generated from this array (lint-config.js).
 */
export const folderOrder = [
  { folder: 'base', homeOf: ['pino', 'zod', 'yaml', 'js-yaml', 'chinese-days'] },
  { folder: 'store', homeOf: ['libsql', 'mongoose'] },
  { folder: 'sheets', homeOf: ['exceljs', 'csv-parse'] },
  { folder: 'media', homeOf: ['sharp', '@expo-google-fonts/noto-sans-sc'] },
  { folder: 'words', homeOf: [] },
  { folder: 'roster', homeOf: [] },
  { folder: 'chat', homeOf: ['wechaty', 'wechaty-puppet', 'wechaty-puppet-service', 'file-box'] },
  { folder: 'llm', homeOf: ['openai', 'silk-wasm'] },
  { folder: 'classify', homeOf: [] },
  { folder: 'intake', homeOf: [] },
  { folder: 'tickets', homeOf: [] },
  { folder: 'dispatch', homeOf: [] },
  { folder: 'outbox', homeOf: [] },
  { folder: 'followup', homeOf: [] },
  { folder: 'tasks', homeOf: [] },
  { folder: 'reminders', homeOf: [] },
  { folder: 'insight', homeOf: [] },
  { folder: 'flow', homeOf: ['node-cron'] },
  { folder: 'api', homeOf: ['koa', '@koa/router', '@koa/bodyparser', 'koa-helmet', 'koa-compress'] },
];

/** zod describes the shape of what crosses a border: configuration, chat, model answers, HTTP. */
export const bordersMayUse = {
  zod: [
    'chat',
    'llm',
    'roster',
    'classify',
    'tickets',
    'dispatch',
    'outbox',
    'tasks',
    'reminders',
    'insight',
    'api',
  ],
};
