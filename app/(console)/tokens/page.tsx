import type { Metadata } from 'next';
import { TokensPanel } from '@/components/tokens/tokens-panel';
import { requirePageContext } from '@/lib/auth/current-actor';
import { ownOrigin } from '@/lib/services/context';
import { listOwnGrants } from '@/lib/services/access/list-own-grants';
import { visibleScopes } from '../visible-scopes';
import { createTokenAction, revokeTokenAction, rotateTokenAction } from './actions';

export const metadata: Metadata = { title: 'Tokens' };

export default async function TokensPage() {
  const ctx = await requirePageContext();
  return (
    <TokensPanel
      scopes={await visibleScopes()}
      grants={await listOwnGrants(ctx)}
      origin={ownOrigin(ctx.installation)}
      locked={!ctx.installation.keys.unlocked}
      createToken={createTokenAction}
      rotateToken={rotateTokenAction}
      revokeToken={revokeTokenAction}
    />
  );
}
