/** How an endpoint likes to be asked. Compatible servers differ in what they know. */
export interface Manners {
  readonly format: 'json_schema' | 'json_object' | 'text';
  readonly limit: 'max_tokens' | 'max_completion_tokens' | 'none';
  readonly setsTemperature: boolean;
}

/** What is tried first. */
export const bestManners: Manners = { format: 'json_schema', limit: 'max_tokens', setsTemperature: true };

/**
 * Simpler manners after the server has turned a request away for one of its parameters; undefined when the complaint is about
 * something else, or nothing simpler is left.
 */
export function simpler(
  manners: Manners,
  complaint: { readonly status: number | undefined; readonly message: string },
): Manners | undefined {
  if (complaint.status !== 400 && complaint.status !== 422) return undefined;
  const says = complaint.message;
  if (/max_(?:completion_)?tokens/i.test(says) && manners.limit !== 'none' && isUnknown(says)) {
    return { ...manners, limit: manners.limit === 'max_tokens' ? 'max_completion_tokens' : 'none' };
  }
  if (/temperature/i.test(says) && manners.setsTemperature) return { ...manners, setsTemperature: false };
  if (/response_?format|json_?schema|json_?object|structured|guided|grammar/i.test(says)) {
    if (manners.format === 'json_schema') return { ...manners, format: 'json_object' };
    if (manners.format === 'json_object') return { ...manners, format: 'text' };
  }
  return undefined;
}

function isUnknown(says: string): boolean {
  return /unsupported|not supported|unknown|unrecogni[sz]ed|not permitted|not allowed|extra|不支持/i.test(
    says,
  );
}
