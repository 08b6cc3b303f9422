import { hearRound } from './round-deed.js';
import type { WorkerWord } from './worker-words.js';

/** A patrol, and what was found on it: 巡查 12栋 消防栓没水, with a photo. */
export const patrolWord: WorkerWord = {
  name: '巡查',
  help: '巡查 12栋 一切正常——记一次巡查，带一张照片；发现的事我来开单，当场处理了的说一声就不开',
  who: 'volunteer',
  hear: (house, spoken, said) => hearRound(house, spoken, said, 'patrol'),
};
