import type { FormTarget } from '@/components/ui/form';

interface Named {
  readonly slug: string;
}

/** What may be done to integrations, as forms send it. */
export interface IntegrationActions {
  readonly create: FormTarget<Named>;
  readonly change: FormTarget<Named>;
  readonly remove: FormTarget<Named>;
}
