import type { FormTarget } from '@/components/ui/form';

interface Named {
  readonly slug: string;
}

/** What may be done to database connections, as forms send it. */
export interface InstanceActions {
  readonly create: FormTarget<Named>;
  readonly change: FormTarget<Named>;
  readonly test: FormTarget<Named & { readonly ok: boolean; readonly detail: string }>;
  readonly remove: FormTarget<{ readonly id: string }>;
  readonly reencrypt: FormTarget<{
    readonly moved: number;
    readonly left: number;
    /** Those that could not be opened. */
    readonly failed: readonly string[];
  }>;
}
