import type { FormTarget } from '@/components/ui/form';

/** What may be done to connectors, as forms send it. */
export interface ConnectorActions {
  readonly create: FormTarget<{ readonly slug: string; readonly approved: boolean }>;
  readonly change: FormTarget<{ readonly slug: string; readonly approved: boolean }>;
  readonly approve: FormTarget<{ readonly slug: string }>;
  readonly test: FormTarget<{ readonly slug: string; readonly worked: boolean }>;
  readonly remove: FormTarget<{ readonly id: string }>;
}
