// The recorded acts around the console's own secrets: names, never values.

export type ManagedEvent =
  | { action: 'managed_secret.added' | 'managed_secret.removed'; name: string }
  | {
      /** For one process alone, until it ends. */
      action: 'managed_secret.applied';
      name: string;
      node: { readonly host: string; readonly pid: number };
    };
