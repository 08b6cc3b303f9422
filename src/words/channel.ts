/** What is said about the chat network itself: what was missed, what did not arrive, groups that are gone. */

/** To a group: the account was away, and may have missed something there. */
export function gapNotice(from: string, until: string): string {
  return `${from}到${until}我掉线了，这段时间群里的话可能没收到。那会儿报过事、我没回的，麻烦再说一声，谢谢大家。`;
}

/** To whoever leads: the bot is in a group no more. */
export function roomLost(topic: string, unit: string, code: string): string {
  return `我已经不在“${topic}”里了（被移出，或者群解散了），${unit}的消息没法再发到那里。请把我拉回去；换了新群，就在新群里发“绑定 ${code}”。`;
}

/** To whoever leads: there is another group of the same name. */
export function sameTopic(topic: string, code: string): string {
  return `有个没绑定的群也叫“${topic}”。要是原来的群换了号，请在新群里发“绑定 ${code}”；不是的话不用管，我在那边不说话。`;
}

const reasons = {
  refused: '网络一直没收',
  barred: '对方没有收',
  removed: '我不在那个群里了',
  'too-old': '拖得太久，没能发出去',
} as const;

/** To whoever leads: something that matters did not arrive; they are to see to it otherwise. */
export function notDelivered(where: string, why: keyof typeof reasons, text: string): string {
  return `没能送到${where}（${reasons[why]}），请打电话或当面转达：\n“${text.length > 300 ? `${text.slice(0, 299)}…` : text}”`;
}

/** To whoever leads: ordinary messages do not arrive in a group. */
export function groupUnheard(topic: string, why: keyof typeof reasons): string {
  return `今天有消息没能发到“${topic}”（${reasons[why]}）。请到群里看一眼，我还在不在、能不能发言。`;
}

/** Before the answer to what came late: when it was said. */
export function cameLate(when: string): string {
  return `您${when}发的这条我刚收到，让您久等了。`;
}
