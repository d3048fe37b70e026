'use client';

import Link from 'next/link';
import { useCallback, useRef, useState } from 'react';
import type { ScopeSummary } from '@/lib/contracts/scope';
import type { SecretSummary } from '@/lib/contracts/secret';
import { SCOPE_KINDS, type ScopeKind } from '@/lib/domain/scope';
import { lineageOf, scopeAt } from '@/components/scopes/scope-tree';
import { Button, buttonClass } from '@/components/ui/button';
import type { FormTarget } from '@/components/ui/form';
import { Tabs } from '@/components/ui/tabs';
import { useSearch } from '@/components/ui/use-search';
import { binAddress } from './bin-address';
import { FilterField } from './filter-field';
import { ImportOpener, type ImportHandle } from './import-opener';
import { ScopeMissing } from './scope-missing';
import { ScopeUnknown } from './scope-unknown';
import { SecretList } from './secret-list';
import type { SecretHistory } from './secret-history';
import type { SecretDoings } from './secret-menu';
import { TAB } from './secret-words';
import type { ImportActions } from './use-import';
import { VaultSheets, type Asked } from './vault-sheets';

interface VaultPanelProps {
  /** Every scope the person may see. */
  readonly scopes: readonly ScopeSummary[];
  /** Base address of this console, without a slash at its end. */
  readonly origin: string;
  readonly locked?: boolean | undefined;
  readonly putSecret: FormTarget<SecretSummary>;
  readonly describeSecret: FormTarget<SecretSummary>;
  readonly deleteSecret: FormTarget<unknown>;
  readonly importing?: ImportActions | undefined;
  readonly history: SecretHistory;
}

/**
 * The vault of the scope in the address: `?scope=` its path, `?tab=` which of its four levels is shown,
 * `?q=` the filter, `?secret=` the name whose facts are open.
 */
export function VaultPanel(props: VaultPanelProps) {
  const { scopes, origin, locked = false } = props;
  const search = useSearch();
  const [asked, setAsked] = useState<Asked | null>(null);
  const importer = useRef<ImportHandle>(null);
  const [focusKey, setFocusKey] = useState<string | null>(null);
  const onFocused = useCallback(() => setFocusKey(null), []);

  const current = scopeAt(scopes, search.get('scope'));
  if (!current) return <p className="py-8">There is no scope you may see.</p>;
  const wanted = search.get('scope');
  if (wanted !== null && wanted !== current.path) return <ScopeUnknown />;

  const lineage = lineageOf(scopes, current);
  const scopeOf = (kind: ScopeKind) => lineage.find((scope) => scope.kind === kind);
  const kind = SCOPE_KINDS.find((one) => one === search.get('tab')) ?? current.kind;
  const scope = scopeOf(kind);
  const filter = search.get('q') ?? '';
  const doings: SecretDoings = {
    locked,
    onOpen: (secret) => search.push({ secret: secret.key }),
    onReplace: (secret) => setAsked({ what: 'replace', secret }),
    onDelete: (secret) => setAsked({ what: 'delete', secret }),
  };
  const seal = () => setAsked({ what: 'seal' });

  const tools = (
    <div className="flex items-center gap-2">
      <FilterField
        filter={filter}
        onFilter={(q) => search.replace({ q })}
        onLeave={() => document.querySelector<HTMLElement>('[data-row][tabindex="0"]')?.focus()}
      />
      <Link href={binAddress(scope?.path)} className={buttonClass({ tone: 'quiet' })}>
        Bin
      </Link>
      {locked || !scope || !props.importing ? null : (
        <ImportOpener key={scope.id} ref={importer} scope={scope} actions={props.importing} />
      )}
      {locked ? null : (
        <Button tone="primary" onClick={seal}>
          Seal secret
        </Button>
      )}
    </div>
  );

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
        onChange={(tab) => search.replace({ tab, q: null, secret: null })}
        aside={scope ? tools : null}
      >
        {scope ? (
          <>
            <SecretList
              key={scope.id}
              scope={scope}
              filter={filter}
              origin={origin}
              doings={doings}
              focusKey={focusKey}
              onFocused={onFocused}
              onClearFilter={() => {
                search.replace({ q: null });
                document.querySelector<HTMLElement>('[role="searchbox"]')?.focus();
              }}
              onSeal={seal}
            />
            <VaultSheets
              scope={scope}
              lineage={lineage}
              filter={filter}
              locked={locked}
              openKey={search.get('secret')}
              asked={asked}
              putSecret={props.putSecret}
              describeSecret={props.describeSecret}
              deleteSecret={props.deleteSecret}
              history={props.history}
              onAsk={(next) => {
                search.replace({ secret: null });
                setAsked(next);
              }}
              onClose={() => {
                search.replace({ secret: null });
                setAsked(null);
              }}
              onSealed={setFocusKey}
              onLines={(lines) => {
                setAsked(null);
                importer.current?.open(lines);
              }}
            />
          </>
        ) : (
          <ScopeMissing kind={kind} lineage={lineage} onNew={(one) => search.push({ new: one })} />
        )}
      </Tabs>
    </>
  );
}
