'use client';

import type { GroupSummary } from '@/lib/contracts/group';
import type { FormTarget } from '@/components/ui/form';
import { checkTypedName, TypedNameField } from '@/components/vault/typed-name-field';
import { placeOf } from '../role-chip';
import { GroupDialog } from './group-dialog';
import { peopleIn } from './people-in';

interface DeleteGroupDialogProps {
  readonly group: GroupSummary;
  readonly action: FormTarget<unknown>;
  readonly onClose: () => void;
  readonly onDeleted: () => void;
}

/** Draws what its people lose, and asks for its slug where they lose anything. */
export function DeleteGroupDialog({ group, action, onClose, onDeleted }: DeleteGroupDialogProps) {
  const { slug, name, members, grants } = group;
  const heavy = grants.length > 0;
  return (
    <GroupDialog
      {...{ group, action, onClose }}
      title={`Delete ${name}?`}
      verb="Delete group"
      done={`${name} deleted`}
      fields={['confirm']}
      check={(form) => {
        const issues = heavy ? checkTypedName(form, 'confirm', slug) : [];
        form.delete('confirm');
        return issues;
      }}
      onDone={onDeleted}
    >
      {heavy ? (
        <>
          <p className="mb-2">{peopleIn(members)} lose:</p>
          <ul className="mb-3 list-disc space-y-1 pl-4">
            {grants.map((grant) => (
              <li key={grant.id} className="break-words">
                <span className="font-medium">{grant.role}</span> on{' '}
                <span className="font-mono text-12">{placeOf(grant)}</span>
              </li>
            ))}
          </ul>
          <p className="mb-3">
            What they hold by themselves or through other groups stays, and so do tokens they made.
          </p>
          <TypedNameField field="confirm" name={slug} />
        </>
      ) : (
        <p>It holds no role: nobody loses anything.</p>
      )}
    </GroupDialog>
  );
}
