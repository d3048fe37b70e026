import type { MadeReminderHook, ReminderHookView } from '@/lib/contracts/reminder';
import type { FormTarget } from '@/components/ui/form';

/** What may be done about reminders, as forms send it. */
export interface ReminderActions {
  readonly create: FormTarget<MadeReminderHook>;
  readonly test: FormTarget<ReminderHookView>;
  readonly remove: FormTarget<unknown>;
  readonly retry: FormTarget<unknown>;
}
