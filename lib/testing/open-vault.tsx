// The vault panel on scopes and secrets in memory, for tests of what people do there.

import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { ComponentProps } from 'react';
import type { SecretSummary } from '@/lib/contracts/secret';
import { PERMISSIONS } from '@/lib/domain/permissions';
import { ToastProvider } from '@/components/ui/toast';
import { VaultPanel } from '@/components/vault/vault-panel';
import { SAMPLE_ORGANIZATION, SAMPLE_TEAM } from './sample-scope';
import { sampleSecret } from './sample-secret';

type Props = Partial<ComponentProps<typeof VaultPanel>>;

const idle = async () => ({ status: 'idle' }) as const;

/** A secret of the sample team. */
export function teamSecret(key: string, version = 1, more: Partial<SecretSummary> = {}) {
  const scope = { kind: 'team', id: SAMPLE_TEAM.id, path: SAMPLE_TEAM.path } as const;
  return sampleSecret({ id: `sec_${key}`, key, version, scope, ...more });
}

/** Renders the panel at the address of the window; actions that are left out do nothing. */
export function openVault(props: Props = {}) {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  render(
    <QueryClientProvider client={client}>
      <ToastProvider>
        <VaultPanel
          scopes={[SAMPLE_ORGANIZATION, SAMPLE_TEAM]}
          grants={[{ scopeId: SAMPLE_ORGANIZATION.id, permissions: PERMISSIONS }]}
          origin="https://keystow.test"
          putSecret={idle}
          describeSecret={idle}
          deleteSecret={idle}
          history={{ rollBack: idle, destroy: idle, promote: idle, discard: idle, restore: idle }}
          {...props}
        />
      </ToastProvider>
    </QueryClientProvider>,
  );
  return { client, user: userEvent.setup() };
}

/** The name in its row, which is a button. */
export function findRow(key: string): Promise<HTMLElement> {
  return screen.findByRole('button', { name: key });
}
