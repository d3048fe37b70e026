// A connector as one line for a terminal.

import type { Connector } from '@/lib/contracts/connector';

export function connectorText(connector: Connector): string {
  const { slug, kind, scope, destination, approved, secrets, credentialsLost } = connector;
  const standing = credentialsLost
    ? 'enter its credentials again'
    : approved
      ? 'approved'
      : 'waits for approval';
  const leads = destination ?? 'stays in the console';
  return `${slug}  ${kind}  ${scope.path}  ${leads}  ${standing}  ${secrets} secrets`;
}
