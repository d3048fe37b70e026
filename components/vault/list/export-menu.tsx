'use client';

import { ChevronDown } from 'lucide-react';
import { scopeAddress } from '@/lib/client/api';
import type { ScopeSummary } from '@/lib/contracts/scope';
import { buttonClass } from '@/components/ui/button';
import { MenuButton } from '@/components/ui/menu-button';

const FILES = [
  { format: 'json', label: 'Names and metadata, JSON' },
  { format: 'csv', label: 'Names and metadata, CSV' },
  { format: 'dotenv', label: '.env template, values empty' },
] as const;

/** Files of a scope's names; the browser fetches them from the REST API as any program would. */
export function ExportMenu({ scope }: { readonly scope: Pick<ScopeSummary, 'kind' | 'path'> }) {
  const address = `/api/v1${scopeAddress({ kind: scope.kind, scopePath: scope.path })}`;
  return (
    <MenuButton
      label="Export"
      align="end"
      sections={[
        {
          key: 'files',
          label: 'No value is in any of these files',
          entries: FILES.map(({ format, label }) => ({
            key: format,
            label,
            href: `${address}/secrets/export?format=${format}`,
            download: true,
          })),
        },
      ]}
      className={`${buttonClass({ tone: 'quiet' })} aria-expanded:bg-panel`}
    >
      Export
      <ChevronDown size={12} aria-hidden="true" />
    </MenuButton>
  );
}
