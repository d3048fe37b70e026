import type { RoleSummary } from '@/lib/contracts/role';
import {
  EFFECTIVE_ON_ORGANIZATION,
  PERMISSION_GROUPS,
  PERMISSION_WORDS,
} from '@/lib/domain/permission-words';
import type { Permission } from '@/lib/domain/permissions';
import { DELIVERIES_REMARK } from '@/lib/domain/role-words';

/** Permissions down, roles across. It scrolls within itself where there are many roles. */
export function RoleMatrix({ roles }: { readonly roles: readonly RoleSummary[] }) {
  return (
    <div>
      <h2 id="role-matrix" className="mb-2 text-15 font-medium">
        What each role gives
      </h2>
      <div
        role="region"
        aria-labelledby="role-matrix"
        tabIndex={0}
        className="relative overflow-x-auto border-y border-line"
      >
        <table className="min-w-full border-collapse text-left">
          <thead>
            <tr className="border-b border-line align-bottom text-12">
              <th scope="col" className={`${firstColumn} py-2 font-normal text-ink-muted`}>
                permission
              </th>
              {roles.map(({ slug, builtIn }) => (
                <th
                  key={slug}
                  scope="col"
                  className="min-w-14 px-1 py-2 text-center font-medium md:min-w-18"
                >
                  <span className="break-words">{slug}</span>
                  {builtIn ? null : (
                    <span className="block font-normal text-ink-muted">your own</span>
                  )}
                </th>
              ))}
            </tr>
          </thead>
          {PERMISSION_GROUPS.map(({ label, permissions }) => (
            <tbody key={label}>
              <tr>
                <th scope="rowgroup" className={`${firstColumn} pt-3 pb-1 text-12 font-medium`}>
                  {label}
                </th>
                <td colSpan={roles.length} />
              </tr>
              {permissions.map((permission) => (
                <tr key={permission} className="border-t border-line">
                  <th scope="row" className={`${firstColumn} py-1.5 font-normal`}>
                    <span className="font-mono text-12">{permission}</span>
                    <span className="block text-12 text-ink-muted">
                      {PERMISSION_WORDS[permission]}
                    </span>
                  </th>
                  {roles.map((role) => (
                    <td key={role.slug} className="px-1 py-1.5 text-center">
                      <Mark given={role.permissions.includes(permission)} of={permission} />
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          ))}
        </table>
      </div>
      <ul className="mt-3 max-w-160 space-y-1 text-12 text-ink-muted">
        <li className="flex gap-2">
          <Mark given of="keys:manage" plain />
          <span>
            Only where the role is granted on the whole organization: {andList()} do nothing on a
            team, a workspace or an app.
          </span>
        </li>
        <li>{DELIVERIES_REMARK}</li>
        <li>
          A role that shall show something to somebody needs scopes:read and secrets:list too:
          without them nothing is listed.
        </li>
      </ul>
    </div>
  );
}

/** It stays when the roles are scrolled. */
const firstColumn =
  'sticky left-0 w-40 min-w-40 max-w-40 bg-paper pr-2 align-top whitespace-normal md:w-96 md:min-w-72 md:max-w-96';

interface MarkProps {
  readonly given: boolean;
  readonly of: Permission;
  /** It is explained beside it. */
  readonly plain?: boolean;
}

/** A filled mark where the role gives it, half of one where it does so on the organization only. */
function Mark({ given, of, plain = false }: MarkProps) {
  const half = EFFECTIVE_ON_ORGANIZATION.includes(of);
  if (!given) {
    return (
      <>
        <span aria-hidden="true" className="text-ink-muted">
          ·
        </span>
        <span className="sr-only">no</span>
      </>
    );
  }
  return (
    <>
      <svg viewBox="0 0 12 12" aria-hidden="true" className="inline h-3 w-3 shrink-0 self-center">
        <circle cx="6" cy="6" r="5" fill={half ? 'none' : 'currentColor'} stroke="currentColor" />
        {half ? <path d="M6 1a5 5 0 0 1 0 10z" fill="currentColor" /> : null}
      </svg>
      {plain ? null : <span className="sr-only">{half ? 'on the organization only' : 'yes'}</span>}
    </>
  );
}

function andList(): string {
  const [last, ...others] = [...EFFECTIVE_ON_ORGANIZATION].reverse();
  return `${others.reverse().join(', ')} and ${last}`;
}
