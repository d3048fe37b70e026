'use client';

import { useRef, useState } from 'react';
import type { SecretCheck } from '@/lib/contracts/backend-facts';
import type { ScopeSummary } from '@/lib/contracts/scope';
import type { SecretSummary } from '@/lib/contracts/secret';
import type { OwnGrant } from '@/lib/contracts/own-grant';
import type { Backend } from '@/lib/domain/secret-kinds';
import { SCOPE_KINDS, type ScopeKind } from '@/lib/domain/scope';
import { useIntakeLinkMaker } from '@/components/intake/intake-link-maker';
import { WinnersOf } from '@/components/resolution/use-winners';
import { lineageOf, scopeAt } from '@/components/scopes/scope-tree';
import { permissionsAt } from '@/components/scopes/permissions-at';
import type { FormTarget } from '@/components/ui/form';
import { Tabs } from '@/components/ui/tabs';
import { useSearch } from '@/components/ui/use-search';
import type { CheckActions } from '@/components/verification/destination-actions';
import type { ImportHandle } from './import/import-opener';
import { NamesNotYours } from '@/components/scopes/names-not-yours';
import { ScopeMissing } from './scope-missing';
import { ScopeUnknown } from './scope-unknown';
import { SecretList } from './list/secret-list';
import type { SecretHistory } from './sheet/secret-history';
import type { SecretDoings } from './list/secret-menu';
import { TAB } from './secret-words';
import { secretRights } from './secret-rights';
import { useAskedInAddress } from './use-asked-in-address';
import { useFreshSecret } from './sheet/use-fresh-secret';
import type { ImportActions } from './import/use-import';
import { NO_FILTERS, useVaultView } from './use-vault-view';
import { VaultSheets, type Asked } from './vault-sheets';
import { VaultTools } from './vault-tools';

interface VaultPanelProps {
  /** Every scope the person may see. */
  readonly scopes: readonly ScopeSummary[];
  /** What the person holds, and where. */
  readonly grants: readonly OwnGrant[];
  /** Base address of this console, without a slash at its end. */
  readonly origin: string;
  readonly locked?: boolean | undefined;
  readonly putSecret: FormTarget<SecretSummary>;
  readonly describeSecret: FormTarget<SecretSummary>;
  readonly deleteSecret: FormTarget<unknown>;
  /** Where new values go unless somebody says otherwise. */
  readonly secretBackend?: Backend | undefined;
  /** Asks the backend of an external secret. */
  readonly checkSecret?: FormTarget<SecretCheck> | undefined;
  /** By which request values are tried. */
  readonly checks?: CheckActions | undefined;
  readonly importing?: ImportActions | undefined;
  readonly history: SecretHistory;
}

/**
 * The vault of the scope in the address: `?scope=` its path, `?tab=` which of its four levels is shown,
 * `?secret=` the name whose facts are open; `?do=` asks for something to be done, `useVaultView` has
 * the rest.
 */
export function VaultPanel(props: VaultPanelProps) {
  const { scopes, grants, locked = false } = props;
  const search = useSearch();
  const listed = useVaultView();
  const [asked, setAsked] = useState<Asked | null>(null);
  const importer = useRef<ImportHandle>(null);
  const mayAsk = useIntakeLinkMaker() !== null;
  const fresh = useFreshSecret(listed, search.get('secret'));

  const current = scopeAt(scopes, search.get('scope'));
  const lineage = current ? lineageOf(scopes, current) : [];
  const kind = SCOPE_KINDS.find((one) => one === search.get('tab')) ?? current?.kind ?? 'app';
  const scopeOf = (one: ScopeKind) => lineage.find((scope) => scope.kind === one);
  const scope = scopeOf(kind);
  const heldOn = (one = current) => (one ? permissionsAt(scopes, grants, one) : []);
  const may = secretRights(scope ? heldOn(scope) : [], locked);

  const seal = (name?: string) => setAsked({ what: 'seal', name });
  useAskedInAddress({
    seal: may.write ? seal : undefined,
    import: may.write ? () => importer.current?.open(null) : undefined,
  });

  if (!current) return <p className="py-8">There is no scope you may see.</p>;
  const wanted = search.get('scope');
  if (wanted !== null && wanted !== current.path) return <ScopeUnknown />;

  const doings: SecretDoings = {
    may,
    onOpen: (secret) => search.push({ secret: secret.key }),
    onReplace: (secret) => setAsked({ what: 'replace', secret }),
    onAskElse: mayAsk ? (secret) => setAsked({ what: 'ask-else', secret }) : undefined,
    onDelete: (secret) => setAsked({ what: 'delete', secret }),
  };
  const close = () => {
    search.replace({ secret: null });
    setAsked(null);
  };

  return (
    <>
      <h1 className="sr-only">Vault</h1>
      <Tabs
        label="Levels of the scope"
        tabs={SCOPE_KINDS.map((one) => ({
          value: one,
          label: TAB[one].label,
          detail: scopeOf(one)?.slug,
        }))}
        value={kind}
        onChange={(tab) => search.replace({ ...NO_FILTERS, tab, secret: null })}
        aside={
          scope && may.list ? (
            <VaultTools
              {...{ scope, may, importer }}
              importing={props.importing}
              onSeal={() => seal()}
            />
          ) : null
        }
      >
        {scope && !may.list ? <NamesNotYours scope={scope} /> : null}
        {scope && may.list ? (
          <>
            <WinnersOf scope={current}>
              <SecretList
                key={scope.id}
                scope={scope}
                listed={listed}
                origin={props.origin}
                doings={doings}
                reveal={fresh.reveal}
                onRevealed={fresh.onRevealed}
                onHidden={fresh.onHidden}
                onSeal={() => seal()}
              />
            </WinnersOf>
            <VaultSheets
              scope={scope}
              lineage={lineage}
              may={may}
              openKey={search.get('secret')}
              asked={asked}
              putSecret={props.putSecret}
              describeSecret={props.describeSecret}
              deleteSecret={props.deleteSecret}
              checkSecret={props.checkSecret}
              checks={props.checks}
              secretBackend={props.secretBackend}
              history={props.history}
              onAsk={(next) => {
                search.replace({ secret: null });
                setAsked(next);
              }}
              onClose={close}
              onSealed={fresh.show}
              onLines={(lines) => {
                setAsked(null);
                importer.current?.open(lines);
              }}
            />
          </>
        ) : null}
        {scope ? null : (
          <ScopeMissing
            mayMake={heldOn().includes('scopes:write')}
            kind={kind}
            lineage={lineage}
            onNew={(one) => search.push({ new: one })}
          />
        )}
      </Tabs>
    </>
  );
}
