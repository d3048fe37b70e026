import type { RoleSummary } from '@/lib/contracts/role';
import { Button } from '@/components/ui/button';
import { count } from '@/components/ui/count';

interface RoleListProps {
  readonly roles: readonly RoleSummary[];
  readonly mayChange: (role: RoleSummary) => boolean;
  readonly onChange: (role: RoleSummary) => void;
}

/** What each role is for, and how often it is granted; the organization's own come first. */
export function RoleList({ roles, mayChange, onChange }: RoleListProps) {
  const ordered = [...roles].sort((one, other) => Number(one.builtIn) - Number(other.builtIn));
  return (
    <ul aria-label="Roles" className="mt-3 mb-8 border-t border-line">
      {ordered.map((role) => (
        <li
          key={role.slug}
          className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 border-b border-line py-1.5 md:grid-cols-[12rem_minmax(0,1fr)_8rem_6rem]"
        >
          <p className="min-w-0">
            <span className="font-medium break-words">{role.builtIn ? role.slug : role.name}</span>{' '}
            {role.builtIn || role.name === role.slug ? null : (
              <span className="block font-mono text-12 wrap-anywhere text-ink-muted">
                {role.slug}
              </span>
            )}
          </p>
          <p className="min-w-0 break-words max-md:order-1 max-md:col-span-2">
            {role.description ?? <span className="text-ink-muted">No description.</span>}
          </p>
          <p className="text-12 text-ink-muted max-md:order-2 max-md:col-span-2">
            {role.builtIn ? 'built in' : 'your own'}
            {role.grants === null ? null : `, ${count(role.grants, 'grant')}`}
          </p>
          <span className="text-right max-md:row-start-1 max-md:col-start-2">
            {mayChange(role) ? (
              <Button
                tone="quiet"
                aria-label={`Change the role ${role.name}`}
                onClick={() => onChange(role)}
              >
                Change…
              </Button>
            ) : null}
          </span>
        </li>
      ))}
    </ul>
  );
}
