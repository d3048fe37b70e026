'use client';

import { PERMISSIONS, type Permission } from '@/lib/domain/permissions';
import { useFieldIssue } from '@/components/ui/form';
import { StatusShape } from '@/components/ui/status';

const REMARK: Partial<Readonly<Record<Permission, string>>> = {
  'deliveries:create':
    'In truth the permission to read: whoever has the token can start a program that prints every value it reaches.',
};

/** One box for each permission; those beyond what the person holds on the scope cannot be ticked. */
export function PermissionBoxes({ held }: { readonly held: readonly Permission[] }) {
  const issue = useFieldIssue('permissions');
  const offered = PERMISSIONS.filter((one) => held.includes(one));
  return (
    <fieldset
      className="mb-4"
      aria-describedby={issue ? 'permissions-issue' : undefined}
      aria-invalid={issue ? true : undefined}
      tabIndex={-1}
    >
      <legend className="mb-1 font-medium">Permissions</legend>
      {issue ? (
        <p id="permissions-issue" className="mb-1 flex gap-1.5 text-danger">
          <StatusShape tone="danger" />
          {issue}
        </p>
      ) : null}
      <ul>
        {offered.map((permission) => (
          <li key={permission}>
            <label className="flex min-h-7 items-center gap-2 font-mono text-12 pointer-coarse:min-h-11">
              <input
                type="checkbox"
                name="permission"
                value={permission}
                className="accent-accent"
                aria-describedby={REMARK[permission] ? `remark-${permission}` : undefined}
              />
              {permission}
            </label>
            {REMARK[permission] ? (
              <p id={`remark-${permission}`} className="mb-1 ml-5 text-12 text-ink-muted">
                {REMARK[permission]}
              </p>
            ) : null}
          </li>
        ))}
      </ul>
      <p className="mt-1 text-12 text-ink-muted">
        Fixed for the life of the token. What you do not hold on the scope yourself is not offered.
      </p>
    </fieldset>
  );
}
