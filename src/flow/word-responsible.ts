import { locate } from '../intake/locate.js';
import { answerBoard, asksForBoard } from './answer-board.js';
import { reply } from './reply.js';
import type { WorkerWord } from './worker-words.js';

/** 责任牌, 楼长是谁: asked of the bot by anybody. Other wordings are questions like any other, see answerInquiry. */
export const responsibleWord: WorkerWord = {
  name: '责任牌',
  help: '责任牌——这里归谁管：网格员、楼长、网格长、各部门的专业网格员，请假了谁代班',
  who: 'everybody',
  async hear(house, spoken, said) {
    const { speaker, heard } = spoken;
    if (!asksForBoard(said) || (!speaker.isPrivate && !heard.mentionsBot)) return false;
    const { book } = house.roster;
    const { place } = house.understand(said);
    const { unitId } = locate(said, place, speaker.homeId, book);
    await reply(house, spoken, 'board', answerBoard(said, unitId, book));
    return true;
  },
};
