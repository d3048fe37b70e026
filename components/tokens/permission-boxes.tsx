'use client';

import { PERMISSIONS, type Permission } from '@/lib/domain/permissions';
import { BoxesField } from '@/components/ui/boxes-field';

const REMARK: Partial<Readonly<Record<Permission, string>>> = {
  'deliveries:create':
    'In truth the permission to read: whoever has the token can start a program that prints every value it reaches.',
};

/** One box for each permission; those beyond what the person holds on the scope cannot be ticked. */
export function PermissionBoxes({ held }: { readonly held: readonly Permission[] }) {
  const offered = PERMISSIONS.filter((one) => held.includes(one));
  return (
    <BoxesField
      name="permissions"
      label="Permissions"
      hint="Fixed for the life of the token. What you do not hold on the scope yourself is not offered."
    >
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
    </BoxesField>
  );
}
