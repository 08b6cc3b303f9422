import { z } from 'zod';
import { parseSpan, type Span } from './working-time.js';

/** A span in a configuration file. */
export const spanShape = z.string().transform((text, context): Span => {
  const span = parseSpan(text);
  if (span) return span;
  context.addIssue({
    code: 'custom',
    message: `"${text}" is no span; write one like 30m, 24h, 7d, 4wh, 3wd or today`,
  });
  return z.NEVER;
});
