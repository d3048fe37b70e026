'use client';

import type { RotationItem } from '@/lib/contracts/rotation';
import { REASON_LENGTH_MAX, SNOOZE_DAYS_IN_ALL_MAX, SNOOZE_DAYS_MAX } from '@/lib/domain/rotation';
import { Button } from '@/components/ui/button';
import { Dialog, DialogActions } from '@/components/ui/dialog';
import { ActionForm } from '@/components/ui/form';
import { LinesField } from '@/components/ui/lines-field';
import { SubmitButton } from '@/components/ui/submit-button';
import { TextField } from '@/components/ui/text-field';
import { TimeAgo } from '@/components/ui/time-ago';
import { useToast } from '@/components/ui/toast';
import type { RotationActions } from './rotation-actions';

interface SnoozeDialogProps<A extends 'snooze' | 'endSnooze'> {
  readonly item: RotationItem;
  readonly action: RotationActions[A];
  readonly onClose: () => void;
  readonly onDone: () => void;
}

const DAYS = 14;

/** Puts something off for so many days, saying why. */
export function SnoozeDialog({ item, action, onClose, onDone }: SnoozeDialogProps<'snooze'>) {
  const toast = useToast();
  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={`Snooze ${item.key}`}
    >
      <ActionForm
        action={action}
        fields={['days', 'reason']}
        onDone={({ until }) => {
          toast({
            title: `${item.key} snoozed`,
            description: `until ${until.slice(0, 10)}; its value stays as it is`,
          });
          onDone();
        }}
      >
        <TargetFields item={item} />
        <p className="mb-4">
          It leaves the bands of what is due until then, until somebody ends it, or until it has a
          new value. Its due date stays where it is. A value may be put off for{' '}
          {SNOOZE_DAYS_IN_ALL_MAX} days in all; who needs longer asks for a looser window.
        </p>
        <TextField
          name="days"
          label="For how many days"
          type="number"
          inputMode="numeric"
          min={1}
          max={SNOOZE_DAYS_MAX}
          defaultValue={DAYS}
          hint={`At most ${SNOOZE_DAYS_MAX} at once. A day is 24 hours.`}
        />
        <LinesField
          name="reason"
          label="Reason"
          required
          maxLength={REASON_LENGTH_MAX}
          hint="Shown on the board and kept in the audit log. Do not put the value here."
        />
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <SubmitButton>Snooze</SubmitButton>
        </DialogActions>
      </ActionForm>
    </Dialog>
  );
}

/** What was put off is due again at once. */
export function EndSnoozeDialog({ item, action, onClose, onDone }: SnoozeDialogProps<'endSnooze'>) {
  const toast = useToast();
  return (
    <Dialog
      alert
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={`End the snooze of ${item.key}?`}
    >
      <ActionForm
        action={action}
        fields={[]}
        onDone={() => {
          toast({ title: `Snooze of ${item.key} ended` });
          onDone();
        }}
      >
        <TargetFields item={item} />
        <p>
          It is due again as if nobody had put it off
          {item.dueAt === null ? null : (
            <>
              : <TimeAgo instant={item.dueAt} />
            </>
          )}
          .
        </p>
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <SubmitButton>End snooze</SubmitButton>
        </DialogActions>
      </ActionForm>
    </Dialog>
  );
}

/** Which thing is meant: a secret of a scope, or a key of the console. */
export function TargetFields({ item }: { readonly item: RotationItem }) {
  const { scope, key, subject } = item;
  return (
    <>
      <input type="hidden" name="scope" value={scope.id} />
      {subject === null ? (
        <input type="hidden" name="key" value={key} />
      ) : (
        <input type="hidden" name="subject" value={subject} />
      )}
    </>
  );
}
