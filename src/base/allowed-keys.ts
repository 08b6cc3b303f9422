import { z } from 'zod';

/** The keys that an object at the path of a schema may have; none when there is no such object. */
export function allowedKeys(schema: z.core.$ZodType, path: readonly PropertyKey[]): readonly string[] {
  if (schema instanceof z.ZodOptional) return allowedKeys(schema.unwrap(), path);
  const [key, ...rest] = path;
  if (schema instanceof z.ZodArray) return key === undefined ? [] : allowedKeys(schema.element, rest);
  if (schema instanceof z.ZodRecord) return key === undefined ? [] : allowedKeys(schema.valueType, rest);
  if (!(schema instanceof z.ZodObject)) return [];
  if (key === undefined) return Object.keys(schema.shape);
  const inner: unknown = schema.shape[String(key)];
  return inner instanceof z.ZodType ? allowedKeys(inner, rest) : [];
}
