import Link from 'next/link';
import type { AuditEventView } from '@/lib/contracts/audit';
import { secretAddress } from '@/components/vault/secret-address';

interface Opened {
  readonly label: string;
  readonly href: string;
}

/** Where what an event is about is shown in the console; what was deleted since says so there. */
export function eventLinks(event: AuditEventView, managesPeople: boolean): readonly Opened[] {
  const { actor, target, scope } = event;
  const path = scope?.path ?? '';
  const person = (id: string, name: string): Opened[] =>
    managesPeople ? [{ label: `Roles of ${name}`, href: `/access?person=${id}` }] : [];
  const tokens = (): Opened[] => [
    { label: 'Tokens', href: path ? addressOf('/tokens', { scope: path }) : '/tokens' },
  ];
  const ofTarget: Readonly<Record<string, () => Opened[]>> = {
    secret: () =>
      target && path
        ? [{ label: `Facts of ${target.name}`, href: secretAddress({ path, key: target.name }) }]
        : [],
    user: () => (target && target.id !== actor?.id ? person(target.id, target.name) : []),
    token: tokens,
    link: () => [{ label: 'Intake links', href: '/intake-links' }],
    invitation: () => [{ label: 'Invitations', href: '/access' }],
    group: () =>
      target && managesPeople
        ? [
            {
              label: `Group ${target.name}`,
              href: addressOf('/access', { view: 'groups', group: target.name }),
            },
          ]
        : [],
    customRole: () =>
      managesPeople ? [{ label: 'Roles', href: addressOf('/access', { view: 'roles' }) }] : [],
    operation: () => [{ label: 'Key operations', href: '/keys' }],
  };
  return [
    ...(actor?.kind === 'user' && actor.id ? person(actor.id, actor.name) : []),
    ...(actor?.kind === 'token' && target?.kind !== 'token' ? tokens() : []),
    ...(target ? (ofTarget[target.kind]?.() ?? []) : []),
    ...(path ? [{ label: `Vault of ${path}`, href: addressOf('/vault', { scope: path }) }] : []),
  ];
}

function addressOf(page: string, query: Record<string, string>): string {
  return `${page}?${new URLSearchParams(query)}`;
}

/** Links to what an event is about. */
export function EventLinks({ links }: { readonly links: readonly Opened[] }) {
  return (
    <span className="flex flex-wrap gap-x-4 gap-y-1 font-sans">
      {links.map(({ label, href }) => (
        <Link key={href} href={href} className="wrap-anywhere text-accent underline">
          {label}
        </Link>
      ))}
    </span>
  );
}
