'use client';

import { useState } from 'react';
import type { MadeInvitation } from '@/lib/contracts/invitation';
import type { ScopeSummary } from '@/lib/contracts/scope';
import type { OwnGrant } from '@/lib/contracts/own-grant';
import { Button } from '@/components/ui/button';
import { DialogActions } from '@/components/ui/dialog';
import { ActionForm, type FormTarget } from '@/components/ui/form';
import { handedOver, handover } from '@/components/ui/handover';
import { Sheet } from '@/components/ui/sheet';
import { ShownOnce } from '@/components/ui/shown-once';
import { SubmitButton } from '@/components/ui/submit-button';
import { TextField } from '@/components/ui/text-field';
import { TimeAgo } from '@/components/ui/time-ago';
import { RoleFields } from './role-fields';
import { useRefreshInvitations } from './use-invitations';

interface InviteSheetProps {
  readonly scopes: readonly ScopeSummary[];
  readonly grants: readonly OwnGrant[];
  readonly scope: ScopeSummary;
  readonly action: FormTarget<MadeInvitation>;
  readonly onClose: () => void;
}

type WithoutLink = Omit<MadeInvitation, 'link'>;

const MAIL: Readonly<Record<MadeInvitation['mail'], string>> = {
  sent: 'It was sent by mail as well.',
  failed: 'The mail could not be sent: the log of the console says why. Pass the link on yourself.',
  off: 'No mail was sent, because no mail server is set up: pass the link on yourself.',
};

/** Invites somebody without an account, and shows the link once. */
export function InviteSheet({ scopes, grants, scope, action, onClose }: InviteSheetProps) {
  const [made, setMade] = useState<WithoutLink | null>(null);
  const [shownOnce] = useState(handover);
  const refresh = useRefreshInvitations();
  const target: FormTarget<WithoutLink> = handedOver(
    action,
    shownOnce,
    ({ link, ...summary }: MadeInvitation) => [link, summary] as const,
  );
  if (made) {
    return (
      <ShownOnce
        title={`Invitation of ${made.email}`}
        noun="link"
        take={shownOnce.take}
        done="I have copied it"
        onClose={onClose}
      >
        <p className="mt-3">
          Whoever opens it becomes a member as {made.email}. It is shown this once, works once, and
          ends <TimeAgo instant={made.expiresAt} />.
        </p>
        <p className="mt-1">{MAIL[made.mail]}</p>
      </ShownOnce>
    );
  }
  return (
    <Sheet open onOpenChange={(open) => (open ? undefined : onClose())} title="Invite somebody">
      <ActionForm
        action={target}
        check={(form) =>
          String(form.get('email') ?? '').includes('@')
            ? []
            : [{ pointer: '/email', message: 'Enter the e-mail of whom you invite.' }]
        }
        fields={['email', 'role', 'scope']}
        onDone={(summary) => {
          setMade(summary);
          refresh();
        }}
      >
        <TextField
          name="email"
          label="E-mail"
          type="email"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          hint="Of somebody without an account here. It becomes the name to sign in with."
        />
        <RoleFields scopes={scopes} grants={grants} scope={scope} />
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <SubmitButton>Make invitation</SubmitButton>
        </DialogActions>
      </ActionForm>
    </Sheet>
  );
}
