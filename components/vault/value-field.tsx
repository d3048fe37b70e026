'use client';

import { ChevronDown } from 'lucide-react';
import { useImperativeHandle, useRef, useState, type Ref } from 'react';
import {
  GENERATOR_PRESETS,
  generateValue,
  type GeneratorPreset,
} from '@/lib/domain/generate-value';
import { buttonClass } from '@/components/ui/button';
import { CopyButton } from '@/components/ui/copy-button';
import { MenuButton } from '@/components/ui/menu-button';
import { SecretField, type SecretFieldHandle } from '@/components/ui/secret-field';

interface ValueFieldProps {
  readonly label: string;
  readonly ref?: Ref<Pick<SecretFieldHandle, 'fill'>> | undefined;
}

const WORD: Readonly<Record<GeneratorPreset, string>> = {
  jwt_key: 'JWT signing key, 64 bytes',
  encryption_key: 'Encryption key, 32 bytes in hex',
  webhook_secret: 'Webhook secret, whsec_…',
  password: 'Password, 24 characters',
  passphrase: 'Passphrase, 7 words',
};

/** The field a value is typed, pasted or generated into. The value itself stays in the field. */
export function ValueField({ label, ref }: ValueFieldProps) {
  const field = useRef<SecretFieldHandle>(null);
  const [generated, setGenerated] = useState<GeneratorPreset | null>(null);
  useImperativeHandle(ref, () => ({ fill: (text: string) => field.current?.fill(text) }));

  async function generate(preset: GeneratorPreset) {
    field.current?.fill(await generateValue(preset));
    setGenerated(preset);
  }

  const entries = GENERATOR_PRESETS.map((preset) => ({
    key: preset,
    label: WORD[preset],
    onSelect: () => void generate(preset),
  }));
  return (
    <>
      <SecretField ref={field} name="value" label={label} />
      <div className="-mt-3 mb-4 flex flex-wrap items-center gap-x-2">
        <MenuButton
          label="Generate a value"
          sections={[{ key: 'presets', entries }]}
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
    </>
  );
}
