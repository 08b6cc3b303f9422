/** The words a message answers to, and who said them. */
export interface Quote {
  readonly name: string;
  readonly text: string;
}

const RULE = '- - - - - - - - - - - - - - -';

/** 「name：said」, a line of at least five dashes, the answer; either colon, any kind of dash, spaces between or not. */
const QUOTED =
  /^「(?<name>[^：:\n]{1,64})[：:](?<said>[\s\S]*?)」\r?\n(?:[-–—－] ?){5,}(?:\r?\n|$)(?<answer>[\s\S]*)$/u;

/** As WeChat shows it through Wechaty: there is no field for a quotation, it is part of the text. */
export function writeQuote(quote: Quote, answer: string): string {
  return `「${quote.name}：${quote.text}」\n${RULE}\n${answer}`;
}

/** Takes the quotation out of a text; a text without one comes back as it is. */
export function readQuote(text: string): { quote?: Quote; text: string } {
  const { name, said, answer } = QUOTED.exec(text)?.groups ?? {};
  if (name === undefined || said === undefined || answer === undefined) return { text };
  return { quote: { name: name.trim(), text: said.trim() }, text: answer.trim() };
}
