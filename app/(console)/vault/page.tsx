import type { Metadata } from 'next';
import { VaultPanel } from '@/components/vault/vault-panel';
import { requirePageContext } from '@/lib/auth/current-actor';
import { ownOrigin } from '@/lib/services/context';
import { removeCheckAction, setCheckAction } from '../rotation/destinations/actions';
import { ownGrants } from '../own-grants';
import { visibleScopes } from '../visible-scopes';
import {
  checkSecretAction,
  deleteSecretAction,
  describeSecretAction,
  sealSecretAction,
} from './actions';
import { applyImportAction, reviewImportAction } from './import-actions';
import { restoreSecretAction } from './bin-actions';
import {
  destroyVersionAction,
  discardStagedAction,
  promoteAction,
  rollBackAction,
} from './version-actions';

export const metadata: Metadata = { title: 'Vault' };

export default async function VaultPage() {
  const { installation } = await requirePageContext();
  return (
    <VaultPanel
      scopes={await visibleScopes()}
      grants={await ownGrants()}
      origin={ownOrigin(installation)}
      locked={!installation.keys.unlocked}
      putSecret={sealSecretAction}
      describeSecret={describeSecretAction}
      deleteSecret={deleteSecretAction}
      checkSecret={checkSecretAction}
      checks={{ set: setCheckAction, remove: removeCheckAction }}
      secretBackend={installation.env.secretBackend}
      importing={{ review: reviewImportAction, apply: applyImportAction }}
      history={{
        rollBack: rollBackAction,
        promote: promoteAction,
        discard: discardStagedAction,
        destroy: destroyVersionAction,
        restore: restoreSecretAction,
      }}
    />
  );
}
