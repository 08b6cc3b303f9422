import { hearRound } from './round-deed.js';
import type { WorkerWord } from './worker-words.js';

/** The day's check-in: 打卡 3栋4栋, with a location and a photo. */
export const checkInWord: WorkerWord = {
  name: '打卡',
  help: '打卡 3栋4栋——到岗签到，带定位和一张照片；路上看到的事一起说就行',
  who: 'volunteer',
  hear: (house, spoken, said) => hearRound(house, spoken, said, 'check-in'),
};
