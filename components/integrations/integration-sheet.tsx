'use client';

import Link from 'next/link';
import type { Integration } from '@/lib/contracts/integration';
import { propertiesOf } from '@/lib/domain/integration';
import { Button } from '@/components/ui/button';
import { Sheet } from '@/components/ui/sheet';
import { Status } from '@/components/ui/status';
import { TimeAgo } from '@/components/ui/time-ago';

interface IntegrationSheetProps {
  readonly integration: Integration;
  /** Changed and deleted by this person, now. */
  readonly mayManage: boolean;
  /** He may seal secrets of the platform. */
  readonly maySeal: boolean;
  readonly onChange: () => void;
  readonly onDelete: () => void;
  readonly onClose: () => void;
}

const WHY: Readonly<Record<Exclude<Integration['fills'][number]['state'], 'ready'>, string>> = {
  missing: 'missing',
  no_value: 'has no value yet',
  lost: 'its value was lost with its master key',
  target_deleted: 'is an alias of a secret that is gone',
  in_parts: 'has several parts: a property is one text',
};

/** One integration: what it is delivered as, and each property with where it comes from. */
export function IntegrationSheet(props: IntegrationSheetProps) {
  const { integration, mayManage, onClose } = props;
  const { name, description, deliveredAs, scope, version, updatedAt, updatedBy } = integration;
  return (
    <Sheet
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={name}
      finalFocus={() =>
        document.querySelector<HTMLElement>(`[data-integration="${CSS.escape(integration.id)}"]`)
      }
    >
      {description ? <p className="mb-4">{description}</p> : null}
      <dl className="grid grid-cols-[7rem_minmax(0,1fr)] gap-x-4 gap-y-1.5 [&>dt]:text-ink-muted">
        <dt>delivered as</dt>
        <dd className="font-mono text-12 wrap-anywhere">{deliveredAs}</dd>
        <dt>scope</dt>
        <dd className="font-mono text-12 wrap-anywhere">{scope.path}</dd>
        <dt>version</dt>
        <dd>
          {version}, <TimeAgo instant={updatedAt} /> by {updatedBy}
        </dd>
      </dl>
      <Properties {...props} />
      {mayManage ? (
        <div className="mt-6 flex flex-wrap gap-2">
          <Button onClick={props.onChange}>Change</Button>
          <Button tone="quiet-danger" onClick={props.onDelete}>
            Delete…
          </Button>
        </div>
      ) : null}
    </Sheet>
  );
}

function Properties({ integration, maySeal }: IntegrationSheetProps) {
  const { configSchema, config, fills } = integration;
  const filled = new Map(fills.map((one) => [one.property, one]));
  const names = new Set([...Object.keys(propertiesOf(configSchema)), ...Object.keys(config)]);
  return (
    <section aria-labelledby="properties" className="mt-6">
      <h3 id="properties" className="mb-2 font-medium">
        Properties
      </h3>
      {names.size === 0 ? <p className="text-ink-muted">Its schema has none.</p> : null}
      <ul className="border-t border-line">
        {[...names].map((name) => {
          const fill = filled.get(name);
          return (
            <li
              key={name}
              className="flex flex-wrap items-baseline gap-x-3 border-b border-line py-1.5"
            >
              <span className="font-mono text-12 wrap-anywhere">{name}</span>
              {fill ? (
                <Fill fill={fill} maySeal={maySeal} />
              ) : (
                <span className="ml-auto min-w-0 font-mono text-12 wrap-anywhere text-ink-muted">
                  {name in config ? JSON.stringify(config[name]) : 'not set'}
                </span>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function Fill(props: { readonly fill: Integration['fills'][number]; readonly maySeal: boolean }) {
  const { platformSecret, state, version } = props.fill;
  return (
    <span className="ml-auto flex flex-wrap items-baseline gap-x-3 text-12">
      <span className="text-ink-muted">
        from <span className="font-mono">{platformSecret}</span>
      </span>
      {state === 'ready' ? (
        <Status tone="fine">present, version {version}</Status>
      ) : (
        <Status tone="danger">{WHY[state]}</Status>
      )}
      {state === 'missing' && props.maySeal ? (
        <Link
          href={`/vault?scope=_platform&do=seal&name=${encodeURIComponent(platformSecret)}`}
          className="text-accent underline"
        >
          Seal it
        </Link>
      ) : null}
    </span>
  );
}
