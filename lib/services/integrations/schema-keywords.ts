// The keywords of JSON Schema 2020-12 that a configSchema may use, and what stands behind each.

import 'server-only';

/** `map`: schemas by name; `list`: several; `data`: no schema. */
export type Position = 'schema' | 'map' | 'list' | 'data';

const words = (text: string) => text.split(/\s+/);

const KEYWORDS = new Map<string, Position>([
  ...words('properties patternProperties dependentSchemas $defs').map(
    (word) => [word, 'map'] as const,
  ),
  ...words('allOf anyOf oneOf prefixItems').map((word) => [word, 'list'] as const),
  ...words(
    `items contains additionalProperties propertyNames unevaluatedItems unevaluatedProperties
    not if then else`,
  ).map((word) => [word, 'schema'] as const),
  ...words(
    `$schema $ref $comment platformSecret type enum const title description default examples
    deprecated readOnly writeOnly format pattern minLength maxLength minimum maximum
    exclusiveMinimum exclusiveMaximum multipleOf minItems maxItems uniqueItems minContains
    maxContains minProperties maxProperties required dependentRequired contentEncoding
    contentMediaType`,
  ).map((word) => [word, 'data'] as const),
]);

/** Undefined for what is none of them: those name other documents, or refer without a bound. */
export function positionOf(keyword: string): Position | undefined {
  return KEYWORDS.get(keyword);
}
