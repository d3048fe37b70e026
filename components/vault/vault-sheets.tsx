'use client';

import dynamic from 'next/dynamic';
import type { SecretCheck } from '@/lib/contracts/backend-facts';
import type { ScopeSummary } from '@/lib/contracts/scope';
import type { SecretSummary } from '@/lib/contracts/secret';
import type { Backend } from '@/lib/domain/secret-kinds';
import { SCOPE_KINDS } from '@/lib/domain/scope';
import { useIntakeLinkMaker } from '@/components/intake/intake-link-maker';
import type { FormTarget } from '@/components/ui/form';
import type { CheckActions } from '@/components/verification/destination-actions';
import type { SecretRights } from './secret-rights';
import type { SecretHistory } from './sheet/secret-history';
import { useRefreshSecrets, useSecret } from './list/use-secrets';

const SealSecretSheet = dynamic(() =>
  import('./value/seal-secret-sheet').then((module) => module.SealSecretSheet),
);
const ReplaceValueSheet = dynamic(() =>
  import('./value/replace-value-sheet').then((module) => module.ReplaceValueSheet),
);
const PointElsewhereSheet = dynamic(() =>
  import('./sheet/point-elsewhere-sheet').then((module) => module.PointElsewhereSheet),
);
const DeleteSecretDialog = dynamic(() =>
  import('./sheet/delete-secret-dialog').then((module) => module.DeleteSecretDialog),
);
const MakeLinkDialog = dynamic(() =>
  import('@/components/intake/make-link-dialog').then((module) => module.MakeLinkDialog),
);
const SecretSheet = dynamic(() =>
  import('./sheet/secret-sheet').then((module) => module.SecretSheet),
);

/** What a person is about to do. */
export type Asked =
  | { readonly what: 'seal'; readonly name?: string | undefined }
  | { readonly what: 'replace' | 'delete' | 'ask-else'; readonly secret: SecretSummary };

interface VaultSheetsProps {
  readonly scope: ScopeSummary;
  /** From the widest scope in sight down to the one of the address. */
  readonly lineage: readonly ScopeSummary[];
  readonly may: SecretRights;
  readonly asked: Asked | null;
  /** The name whose facts are open. */
  readonly openKey: string | null;
  readonly putSecret: FormTarget<SecretSummary>;
  readonly describeSecret: FormTarget<SecretSummary>;
  readonly deleteSecret: FormTarget<unknown>;
  readonly secretBackend?: Backend | undefined;
  readonly checkSecret?: FormTarget<SecretCheck> | undefined;
  readonly checks?: CheckActions | undefined;
  readonly history: SecretHistory;
  readonly onAsk: (asked: Asked) => void;
  readonly onClose: () => void;
  /** Named after a value was sealed, for focus to go to its row. */
  readonly onSealed: (key: string) => void;
  /** Receives several lines that were pasted as a name. */
  readonly onLines: (lines: string) => void;
}

/** What opens over the list, one at a time; each is loaded when it is first asked for. */
export function VaultSheets(props: VaultSheetsProps) {
  const { scope, may, asked, openKey, onAsk, onClose } = props;
  const refresh = useRefreshSecrets(scope);
  const opened = useSecret(scope, openKey);
  const makeLink = useIntakeLinkMaker();

  const depth = SCOPE_KINDS.indexOf(scope.kind);
  const reach = props.lineage.filter((one) => SCOPE_KINDS.indexOf(one.kind) <= depth);

  function sealed(secret: SecretSummary) {
    onClose();
    refresh();
    props.onSealed(secret.key);
  }

  if (asked?.what === 'seal') {
    return (
      <SealSecretSheet
        name={asked.name}
        scope={scope}
        reach={reach}
        secretBackend={props.secretBackend}
        action={props.putSecret}
        onClose={onClose}
        onSealed={sealed}
        onLines={props.onLines}
      />
    );
  }
  if (asked?.what === 'replace' && asked.secret.aliasOf) {
    return (
      <PointElsewhereSheet
        secret={asked.secret}
        reach={reach}
        action={props.putSecret}
        onClose={onClose}
        onPointed={sealed}
      />
    );
  }
  if (asked?.what === 'replace') {
    return (
      <ReplaceValueSheet
        secret={asked.secret}
        action={props.putSecret}
        onClose={onClose}
        onReplaced={sealed}
      />
    );
  }
  if (asked?.what === 'ask-else' && makeLink) {
    const { id, key } = asked.secret;
    return (
      <MakeLinkDialog secrets={[{ id, key, path: scope.path }]} make={makeLink} onClose={onClose} />
    );
  }
  if (asked?.what === 'delete') {
    return (
      <DeleteSecretDialog
        secret={asked.secret}
        action={props.deleteSecret}
        restore={props.history.restore}
        onClose={onClose}
        onRestored={(key) => {
          refresh();
          props.onSealed(key);
        }}
        onDeleted={() => {
          onClose();
          refresh();
        }}
      />
    );
  }
  return opened ? (
    <SecretSheet
      key={opened.id}
      secret={opened}
      lineage={props.lineage}
      may={may}
      history={props.history}
      describe={props.describeSecret}
      check={props.checkSecret}
      checks={props.checks}
      onChanged={refresh}
      onClose={onClose}
      onReplace={(secret) => onAsk({ what: 'replace', secret })}
      onDelete={(secret) => onAsk({ what: 'delete', secret })}
    />
  ) : null;
}
