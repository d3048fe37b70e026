// Which part of a recorded act says what it was done to.

/** The first that there is; after these the scope. As `event-text.ts` writes them. */
export const TARGET_FIELDS = [
  'secret',
  'token',
  'link',
  'invitation',
  'operation',
  'user',
  'group',
  'customRole',
  'delivery',
  'brief',
  'integration',
  'transfer',
  'connector',
  'instance',
  'window',
  'rotationRun',
  'leakCase',
  'checkDestination',
  'reminderHook',
] as const;

export type TargetField = (typeof TARGET_FIELDS)[number];

/** Null where the act has none; nobody (`user: null`) is none either. */
export function targetFieldOf(details: Readonly<Record<string, unknown>>): TargetField | null {
  const named = TARGET_FIELDS.find(
    (field) => details[field] || (field === 'user' && details[field] === null),
  );
  return named !== undefined && details[named] ? named : null;
}
