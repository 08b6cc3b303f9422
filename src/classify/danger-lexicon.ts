import type { Danger } from '../words/emergency-advice.js';
import { dangerSigns, noDanger } from './danger-signs.js';

/** Signs without which no pattern of dangers can hold; saves looking for most messages. */
const triggers = new Set(
  '困关卡出电梯体气漏火烧烟燃爆炸触带水河落掉跳滑跌栽冲淹下沉楼轻自寻割上喝遗不活一想吞站坐爬翻跨要准说开拿持提举挥掏有抄砍捅刺打往踢踹揍正家喊叫救绑劫抢拽拖拉撬砸贼小强猥尾同弄杀丢失走人拐孩联见找昏晕没断口抽嘴脸喘透呼大血全都倒噎呛卡心脑中休过羊骨半吃误被塌垮歪压埋挂吊悬夹泥山坠井跑化毒氨氯集多群快报来急命两没忘火点白冰鞋脚按浑嘴烫蛇机血老胸舌羊宝漏油惨1黑有在动掐架别灌拧枪眼往浑站舒眼睁底碰摸挨搭粘吸插闸甩',
);
const isTrigger = new Uint8Array(65_536);
for (const sign of triggers) isTrigger[sign.charCodeAt(0)] = 1;

/** Longer messages are read by their beginning: cries for help are short. */
const longestRead = 180;

/** The danger that the words of a message speak of, if they do not take it back; undefined when there is none. */
export function dangerOf(text: string): Danger | undefined {
  const read = text.length > longestRead ? text.slice(0, longestRead) : text;
  if (!mayBeDanger(read)) return undefined;
  const found = dangerSigns.find(({ signs, unless }) => signs.test(read) && !(unless?.test(read) ?? false));
  return found === undefined || noDanger.test(read) ? undefined : found.danger;
}

function mayBeDanger(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) if (isTrigger[text.charCodeAt(at)] === 1) return true;
  return false;
}
