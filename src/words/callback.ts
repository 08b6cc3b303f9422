/** The callback: is it really done? */
export function callback(number: string, item: string, note: string): string {
  const done = note === '' ? '' : `：${note}`;
  return `${number}（${item}）办好了，也有人去核实过${done}。您看行不行？回 1 满意、2 基本满意、3 不满意，也可以直接说。`;
}

/** The only reminder. */
export function callbackAgain(number: string, item: string): string {
  return `再问一句：${number}（${item}）现在好了吗？回 1 满意、2 基本满意、3 不满意。不回也没关系，之后还能随时找我。`;
}

/** Somebody is satisfied. */
export function thanks(number: string, isPassedOn: boolean): string {
  return isPassedOn ? `好嘞，谢谢您，话也带到了。${number} 就此办结。` : `好嘞，谢谢您。${number} 就此办结。`;
}

/** Others are still to be asked. */
export function thanksSoFar(number: string): string {
  return `好嘞，谢谢您，${number} 的评价记下了。`;
}

/** Somebody is not satisfied: no excuses, it is done again. */
export function againForYou(number: string, isSupervised: boolean): string {
  return isSupervised
    ? `换我也来气，对不起。这是第二回了，${number} 直接转街道督办，专人盯着，光口头答应不算数。`
    : `明白了，没解决就不算完，对不起。${number} 现在重办，还是原单号，不用再报一遍。`;
}

/** Unsatisfied without a word why. */
export function whatIsWrong(): string {
  return '还差在哪儿？说一句，我一起转过去。';
}

/** The ticket is open again. */
export function reopened(number: string): string {
  return `好，${number} 重新办，还是原单号。让您又说一遍，抱歉。`;
}

/** A closed ticket lies too far back. */
export function tooLateToReopen(days: number): string {
  return `那件办结超过 ${days} 天了，我给您另开一单：说一句在哪、什么事就行。`;
}
