import type { Metadata } from 'next';
import { MatrixPanel } from '@/components/resolution/matrix-panel';
import { requirePageContext } from '@/lib/auth/current-actor';
import { ownGrants } from '../own-grants';
import { visibleScopes } from '../visible-scopes';
import { setRequirementsAction } from './actions';

export const metadata: Metadata = { title: 'Matrix' };

export default async function ResolvePage() {
  const { installation } = await requirePageContext();
  return (
    <MatrixPanel
      scopes={await visibleScopes()}
      grants={await ownGrants()}
      locked={!installation.keys.unlocked}
      setRequirements={setRequirementsAction}
    />
  );
}
