'use client';

import type { FormIssue } from '@/lib/contracts/form-state';
import type { MemberDetails } from '@/lib/contracts/member';
import { count } from '@/components/ui/count';
import type { FormTarget } from '@/components/ui/form';
import { PersonDialog } from './person-dialog';

interface DeactivateDialogProps {
  readonly member: MemberDetails;
  readonly action: FormTarget<unknown>;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** Makes one field of the boxes, which a form would send once each. */
function prepare(form: FormData): readonly FormIssue[] {
  const revoked = form.getAll('token').map(String);
  form.delete('token');
  form.set('revokeTokens', revoked.join(' '));
  return [];
}

/** Says what ends, and asks what is to become of the tokens this person made. */
export function DeactivateDialog({ member, action, onClose, onDone }: DeactivateDialogProps) {
  const { name, tokens, sessions } = member;
  return (
    <PersonDialog
      member={member}
      title={`Deactivate ${name}?`}
      action={action}
      check={prepare}
      verb="Deactivate"
      done={`${name} is deactivated`}
      danger
      onClose={onClose}
      onDone={onDone}
    >
      <ul className="list-disc space-y-1 pl-4">
        <li>
          {sessions === 0
            ? 'No session is open.'
            : `${count(sessions, 'open session')} ${sessions === 1 ? 'ends' : 'end'} at once.`}{' '}
          Nobody can sign in with this account.
        </li>
        <li>Links this person sent stop working. Roles wait for the day of reactivation.</li>
      </ul>
      {tokens.length > 0 ? (
        <fieldset className="mt-4">
          <legend className="mb-1 font-medium">
            Tokens to revoke with it: the others keep working
          </legend>
          <ul>
            {tokens.map((token) => (
              <li key={token.id}>
                <label className="flex min-h-7 items-center gap-2 pointer-coarse:min-h-11">
                  <input
                    type="checkbox"
                    name="token"
                    value={token.id}
                    defaultChecked
                    className="accent-accent"
                  />
                  <span className="min-w-0 break-words">
                    {token.name} on <span className="font-mono text-12">{token.scope.path}</span>
                  </span>
                </label>
              </li>
            ))}
          </ul>
        </fieldset>
      ) : null}
    </PersonDialog>
  );
}
