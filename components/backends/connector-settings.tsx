'use client';

import { useState } from 'react';
import type { Connector } from '@/lib/contracts/connector';
import { credentialFields } from '@/lib/domain/connector-fields';
import { SecretField } from '@/components/ui/secret-field';
import { SelectField } from '@/components/ui/select-field';
import { TextField } from '@/components/ui/text-field';
import { KINDS } from './connector-kinds';
import type { Kind } from './connector-kinds';

interface ConnectorSettingsProps {
  readonly kind: Kind;
  readonly changed?: Connector | undefined;
}

/** The settings of a kind, and write-only fields for its credentials. */
export function ConnectorSettings({ kind, changed }: ConnectorSettingsProps) {
  const { choice, settings, credentials } = KINDS[kind];
  const stored = (name: string) => {
    const value = changed?.settings[name];
    return typeof value === 'string' ? value : undefined;
  };
  const [chosen, setChosen] = useState(stored(choice.name) ?? choice.choices[0].value);
  const { required, optional } = credentialFields(kind, { [choice.name]: chosen });
  const kept = changed?.hasCredentials ?? false;
  return (
    <>
      <SelectField
        name={`setting.${choice.name}`}
        label={choice.label}
        defaultValue={chosen}
        choices={choice.choices}
        onChoose={setChosen}
      />
      {settings
        .filter(({ where }) => !where || where.includes(chosen))
        .map(({ name, label, hint, optional: isOptional, start }) => (
          <TextField
            key={name}
            name={`setting.${name}`}
            label={label}
            hint={hint}
            optional={isOptional}
            mono
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            defaultValue={changed ? stored(name) : start}
          />
        ))}
      {[...required, ...optional].map((name) => (
        <SecretField
          key={name}
          name={`credential.${name}`}
          label={credentials[name] ?? name}
          optional={kept || optional.includes(name)}
          hint={
            kept
              ? 'Left empty, what is sealed stays. Other settings need it anew.'
              : 'Sealed, and never shown again.'
          }
        />
      ))}
    </>
  );
}
