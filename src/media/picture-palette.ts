/** The colours of pictures; those of the local chat's page by day. */
export const palette = {
  ground: '#eceeea',
  pane: '#fbfbf9',
  raised: '#ffffff',
  line: '#e0e2dc',
  ink: '#1d2421',
  inkSoft: '#4b534f',
  inkFaint: '#626a65',
  accent: '#0c7266',
  accentDark: '#085a50',
  accentText: '#085a50',
  accentSoft: '#d8ece7',
  accentLine: '#9fd0c5',
  amber: '#b4690e',
  amberText: '#7a4a06',
  amberSoft: '#fbeacb',
  alert: '#b3261e',
  alertSoft: '#fbe6e3',
  blue: '#3c69a6',
  blueSoft: '#d9e7f8',
  gold: '#c8962c',
  silver: '#8b979c',
  bronze: '#a8693c',
} as const;

/** How well something stands. */
export type Tone = 'good' | 'warn' | 'bad';

export const toneColours: Readonly<Record<Tone, string>> = {
  good: palette.accent,
  warn: palette.amber,
  bad: palette.alert,
};

const tints = [
  '#a2513d',
  '#93622a',
  '#55772f',
  '#36794c',
  '#52707a',
  '#2b7291',
  '#3c69a6',
  '#5c5fae',
  '#7d56a3',
  '#974f88',
  '#a44d67',
] as const;

/** The colour of somebody's round sign; the same name has the same one everywhere. */
export function tintOf(name: string): (typeof tints)[number] {
  let sum = 0;
  for (const letter of name) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9973;
  return tints[sum % tints.length] ?? tints[0];
}
