import type { RotationSnooze, RotationWindow } from '@/lib/contracts/rotation';
import type { ReminderActions } from './reminders/reminder-actions';
import type { FormTarget } from '@/components/ui/form';

/** What may be done about rotation, as forms send it. */
export interface RotationActions {
  readonly setWindow: FormTarget<RotationWindow>;
  readonly signWindow: FormTarget<RotationWindow>;
  readonly endWindow: FormTarget<{ readonly id: string }>;
  readonly snooze: FormTarget<RotationSnooze>;
  readonly endSnooze: FormTarget<unknown>;
  readonly reminders: ReminderActions;
}
