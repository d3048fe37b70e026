'use client';

import {
  EFFECTIVE_ON_ORGANIZATION,
  PERMISSION_GROUPS,
  PERMISSION_WORDS,
} from '@/lib/domain/permission-words';
import type { Permission } from '@/lib/domain/permissions';
import { BoxesField } from '@/components/ui/boxes-field';

interface PermissionFieldsProps {
  /** What the person asking has on the organization: nothing else is offered. */
  readonly held: readonly Permission[];
  /** Ticked at first. */
  readonly given: readonly Permission[];
}

/** Boxes by what they are about, each with what it lets somebody do. */
export function PermissionFields({ held, given }: PermissionFieldsProps) {
  const groups = PERMISSION_GROUPS.map(({ label, permissions }) => ({
    label,
    offered: permissions.filter((one) => held.includes(one)),
  })).filter(({ offered }) => offered.length > 0);
  return (
    <BoxesField
      name="permissions"
      label="Permissions"
      hint="What you do not hold on the organization yourself is not offered."
    >
      {groups.map(({ label, offered }) => (
        <fieldset key={label} className="mb-2 border-t border-line pt-2">
          <legend className="float-left mb-1 w-full text-12 text-ink-muted">{label}</legend>
          <div className="clear-both">
            {offered.map((permission) => (
              <Box key={permission} permission={permission} given={given.includes(permission)} />
            ))}
          </div>
        </fieldset>
      ))}
    </BoxesField>
  );
}

function Box({ permission, given }: { readonly permission: Permission; readonly given: boolean }) {
  const words = `permission-${permission}`;
  return (
    <label className="flex items-start gap-2 py-1 pointer-coarse:py-2.5">
      <input
        type="checkbox"
        name="permission"
        value={permission}
        defaultChecked={given}
        aria-label={permission}
        aria-describedby={words}
        className="mt-0.5 h-4 w-4 shrink-0 accent-accent"
      />
      <span className="min-w-0">
        <span className="block font-mono text-12">{permission}</span>
        <span id={words} className="block text-12 text-ink-muted">
          {PERMISSION_WORDS[permission]}
          {EFFECTIVE_ON_ORGANIZATION.includes(permission)
            ? ' Only where the role is granted on the organization.'
            : ''}
        </span>
      </span>
    </label>
  );
}
