'use client';

import { ChevronDown } from 'lucide-react';
import { useState, type RefObject } from 'react';
import {
  GENERATOR_PRESETS,
  generateValue,
  type GeneratorPreset,
} from '@/lib/domain/generate-value';
import { buttonClass } from '@/components/ui/button';
import { CopyButton } from '@/components/ui/copy-button';
import { MenuButton } from '@/components/ui/menu-button';
import type { SecretFieldHandle } from '@/components/ui/secret-field';

interface GenerateMenuProps {
  readonly label: string;
  readonly field: RefObject<SecretFieldHandle | null>;
  /** What fits the type of the secret; it comes first. Null where somebody else makes such values. */
  readonly fits: GeneratorPreset | null;
}

const WORD: Readonly<Record<GeneratorPreset, string>> = {
  jwt_key: 'JWT signing key, 64 bytes',
  encryption_key: 'Encryption key, 32 bytes in hex',
  webhook_secret: 'Webhook secret, whsec_…',
  password: 'Password, 24 characters',
  passphrase: 'Passphrase, 7 words',
};

/** Puts a new value into the field above it, and lets it be copied while it can be had. */
export function GenerateMenu({ label, field, fits }: GenerateMenuProps) {
  const [generated, setGenerated] = useState<GeneratorPreset | null>(null);

  async function generate(preset: GeneratorPreset) {
    field.current?.fill(await generateValue(preset));
    setGenerated(preset);
  }

  const entry = (preset: GeneratorPreset) => ({
    key: preset,
    label: WORD[preset],
    onSelect: () => void generate(preset),
  });
  const others = GENERATOR_PRESETS.filter((preset) => preset !== fits);
  return (
    <div className="-mt-3 mb-4 flex flex-wrap items-center gap-x-2">
      <MenuButton
        label={label}
        sections={[
          { key: 'fits', entries: fits === null ? [] : [entry(fits)] },
          { key: 'others', entries: others.map(entry) },
        ]}
        className={`${buttonClass({ tone: 'quiet' })} -ml-2`}
      >
        Generate
        <ChevronDown size={12} aria-hidden="true" />
      </MenuButton>
      {generated ? (
        <>
          <span role="status" className="text-12 text-ink-muted">
            {WORD[generated]}: it is in the field. Copy it now if you need it elsewhere.
          </span>
          <CopyButton label="Copy the value" text={() => field.current?.read() ?? ''} />
        </>
      ) : null}
    </div>
  );
}
