// Integrations: how one is called in an environment, and which of its properties the platform fills.

import { isSlug } from './scope';

const PREFIX = 'INTEGRATION_';

/** `my-chat`: `INTEGRATION_MY_CHAT`. Slugs hold no underscore, so no two share a name. */
export function integrationVariable(slug: string): string {
  return PREFIX + slug.toUpperCase().replaceAll('-', '_');
}

/** The slug that is delivered under the name; null where none could be. */
export function slugOfVariable(name: string): string | null {
  if (!name.startsWith(PREFIX)) return null;
  const slug = name.slice(PREFIX.length).toLowerCase().replaceAll('_', '-');
  return isSlug(slug) && integrationVariable(slug) === name ? slug : null;
}

export type JsonObject = Readonly<Record<string, unknown>>;

/** A property that no configuration holds: it is filled at delivery. */
export interface FilledProperty {
  readonly property: string;
  /** The name of a secret of the platform. */
  readonly platformSecret: string;
}

/** Those of a schema that was checked, in its own order. */
export function filledProperties(configSchema: JsonObject): FilledProperty[] {
  return Object.entries(propertiesOf(configSchema)).flatMap(([property, schema]) => {
    const platformSecret = isObject(schema) ? schema['platformSecret'] : undefined;
    return typeof platformSecret === 'string' ? [{ property, platformSecret }] : [];
  });
}

/** The schemas by property; empty where there are none. */
export function propertiesOf(configSchema: JsonObject): JsonObject {
  const properties = configSchema['properties'];
  return isObject(properties) ? properties : {};
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Of a platform secret: what it has to give a property, or why nothing. */
export const PROPERTY_STATES = [
  'ready',
  'missing',
  'no_value',
  'lost',
  'target_deleted',
  'in_parts',
] as const;

export type PropertyState = (typeof PROPERTY_STATES)[number];
