import { z } from 'zod';
import { UNSURE, type Asked, type Llm } from './llm.js';
import { lures } from './private-numbers.js';

/** Something a report still lacks. A question about it must use one of the words, e.g. 哪, 位置, 几号楼. */
export interface Missing {
  readonly key: string;
  readonly name: string;
  readonly words: readonly string[];
}

/** The one question; absent when the model sees nothing to ask. */
export interface ModelQuestion {
  readonly about?: string;
  readonly question?: string;
}

/** The shape of prompts/ask.v1.schema.json. */
export const askShape = z.strictObject({ about: z.string(), question: z.string() });

/**
 * Lets the model put the one question of a report in words. What it says reaches a resident, in a group even, so it must be one short
 * question about something that is missing, with nothing but a courtesy before it, without any call to add, scan, open or
 * pay and without a word for what is private; anything else is malformed, and the bot's own words serve instead.
 *
 * @param report.text masked; @param report.item name from the service list
 */
export async function askWithModel(
  llm: Llm,
  report: { readonly text: string; readonly item: string; readonly missing: readonly Missing[] },
): Promise<Asked<ModelQuestion>> {
  const { text, item, missing } = report;
  const values = {
    given: { item, missing: missing.map(({ key, name }) => `${key} ${name}`).join('\n') },
    resident: { text },
    choices: { about: [...missing.map(({ key }) => key), UNSURE] },
  };
  const asked = await llm.ask('ask', values, askShape);
  if (!asked.done) return asked;
  const { about, question } = asked.value;
  const lacking = missing.find(({ key }) => key === about);
  if (!lacking) return { ...asked, value: {} };
  return isFitting(question, lacking.words)
    ? { ...asked, value: { about, question } }
    : { done: false, why: 'malformed' };
}

/** What a group must never be asked: who somebody is, how to reach them, which door is theirs, and whose fault it is. */
const PRIVATE =
  /电话|手机|号码|联系方式|姓名|名字|贵姓|叫什么|哪位|是谁|谁家|哪一?[家户]|房号|房间|几室|几零|门牌|身份|证件|年龄|多大|生日|单位上班|工作|收入|账[号户]|卡号|密码|验证/;

const COURTESY = /^(?:您好|你好|请问|麻烦|不好意思|辛苦|抱歉|劳驾)/;

function isFitting(question: string, words: readonly string[]): boolean {
  const isOneQuestion = /^[^?？。！!“”"「」：:\n]{2,}[?？]$/.test(question);
  const clauses = question.split(/[,，;；]/);
  const asking = clauses.at(-1) ?? '';
  return (
    isOneQuestion &&
    clauses.length <= 2 &&
    (clauses.length === 1 || COURTESY.test(question)) &&
    words.some(word => asking.includes(word)) &&
    !lures(question) &&
    !PRIVATE.test(question.normalize('NFKC')) &&
    !/\d{5}/.test(question)
  );
}
