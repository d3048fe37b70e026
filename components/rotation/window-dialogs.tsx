'use client';

import type { RotationWindow } from '@/lib/contracts/rotation';
import { Button } from '@/components/ui/button';
import { count } from '@/components/ui/count';
import { Dialog, DialogActions } from '@/components/ui/dialog';
import { Fact, FactList } from '@/components/ui/fact-list';
import { ActionForm } from '@/components/ui/form';
import { SubmitButton } from '@/components/ui/submit-button';
import { TimeAgo } from '@/components/ui/time-ago';
import { useToast } from '@/components/ui/toast';
import type { RotationActions } from './rotation-actions';
import { windowOf } from './rotation-words';

interface WindowDialogProps<A extends 'signWindow' | 'endWindow'> {
  readonly window: RotationWindow;
  readonly action: RotationActions[A];
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** Shows what would get looser, why and until when, to whoever signs it. */
export function SignWindowDialog(props: WindowDialogProps<'signWindow'>) {
  const { window: asked, action, onClose, onDone } = props;
  const toast = useToast();
  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={`Sign ${count(asked.days, 'day')} for ${windowOf(asked)}?`}
    >
      <ActionForm
        action={action}
        fields={[]}
        onDone={({ days }) => {
          toast({ title: `${count(days, 'day')} for ${windowOf(asked)} signed` });
          onDone();
        }}
      >
        <NamedWindow window={asked} />
        <p className="mb-4">
          From then on what it is for may get older than the limits that hold now. A stricter window
          that is set later takes precedence over it.
        </p>
        <FactList>
          <Fact term="Set on">
            <span className="font-mono">{asked.scope.path}</span>
          </Fact>
          <Fact term="Asked by">
            {asked.setBy}, <TimeAgo instant={asked.setAt} />
          </Fact>
          <Fact term="Reason">{asked.reason ?? '–'}</Fact>
          {asked.endsAt ? (
            <Fact term="Ends">
              <TimeAgo instant={asked.endsAt} />
            </Fact>
          ) : null}
        </FactList>
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <SubmitButton>Sign window</SubmitButton>
        </DialogActions>
      </ActionForm>
    </Dialog>
  );
}

/** Ends a window, or takes back one that nobody has signed. */
export function EndWindowDialog(props: WindowDialogProps<'endWindow'>) {
  const { window: ended, action, onClose, onDone } = props;
  const toast = useToast();
  const asked = ended.state === 'asked';
  return (
    <Dialog
      alert
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={
        asked
          ? `Take back ${count(ended.days, 'day')} for ${windowOf(ended)}?`
          : `End ${count(ended.days, 'day')} for ${windowOf(ended)}?`
      }
    >
      <ActionForm
        action={action}
        fields={[]}
        onDone={() => {
          toast({
            title: `${count(ended.days, 'day')} for ${windowOf(ended)} ${asked ? 'taken back' : 'ended'}`,
          });
          onDone();
        }}
      >
        <NamedWindow window={ended} />
        <p>
          {asked ? 'Nobody can sign it any more. ' : 'What else applies there holds at once. '}
          {asked || ended.looser ? null : 'Secrets may then get older than they may now.'}
          {ended.looser && !asked ? 'What is older than that is overdue from then on.' : null}
        </p>
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <SubmitButton tone="danger">{asked ? 'Take back' : 'End window'}</SubmitButton>
        </DialogActions>
      </ActionForm>
    </Dialog>
  );
}

/** By the scope in which it was set. */
function NamedWindow({ window: { id, scope } }: { readonly window: RotationWindow }) {
  return (
    <>
      <input type="hidden" name="scope" value={scope.id} />
      <input type="hidden" name="id" value={id} />
    </>
  );
}
