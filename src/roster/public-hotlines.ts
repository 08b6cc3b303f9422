/** Public telephone numbers of the whole country, which anybody may be told; nobody's own number is among them. */
const hotlines: readonly { readonly of: RegExp; readonly number: string }[] = [
  { of: /消防/u, number: '119' },
  { of: /交警|交通警察/u, number: '122' },
  { of: /派出所|公安|民警/u, number: '110' },
  { of: /供电|电力/u, number: '95598' },
  { of: /市场监管|工商/u, number: '12315' },
  { of: /司法|法律/u, number: '12348' },
  { of: /人社|社保|劳动/u, number: '12333' },
  { of: /物业/u, number: '' },
];

/** Where everything else of the public services is answered. */
const GOVERNMENT = '12345';

/** The public number of a department; '' for a private firm. */
export function hotlineOf(department: string): string {
  return hotlines.find(({ of }) => of.test(department))?.number ?? GOVERNMENT;
}
