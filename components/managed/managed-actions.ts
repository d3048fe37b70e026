import type { FormTarget } from '@/components/ui/form';

interface Named {
  readonly name: string;
}

/** What may be done to the console's own secrets, as forms send it. */
export interface ManagedActions {
  readonly add: FormTarget<Named>;
  readonly remove: FormTarget<Named>;
  readonly apply: FormTarget<Named>;
}
