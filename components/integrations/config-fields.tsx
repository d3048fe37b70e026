'use client';

import type { JsonObject } from '@/lib/domain/integration';
import { LinesField } from '@/components/ui/lines-field';
import { SelectField } from '@/components/ui/select-field';
import { TextField } from '@/components/ui/text-field';
import { inputName, type SimpleField } from './simple-fields';

interface ConfigFieldsProps {
  /** Null: as JSON text. */
  readonly fields: readonly SimpleField[] | null;
  readonly config: JsonObject;
}

/** The configuration without its secrets: a field for each property, or JSON where that is not enough. */
export function ConfigFields({ fields, config }: ConfigFieldsProps) {
  if (fields === null) {
    return (
      <LinesField
        name="config"
        label="Configuration"
        mono
        rows={6}
        spellCheck={false}
        defaultValue={JSON.stringify(config, null, 2)}
        hint="A JSON object as the schema describes it, without the properties that are filled."
      />
    );
  }
  return fields.map((field) => <ConfigField key={field.name} field={field} config={config} />);
}

function ConfigField({
  field,
  config,
}: {
  readonly field: SimpleField;
  readonly config: JsonObject;
}) {
  const { name, kind, required, hint } = field;
  const value = config[name];
  const common = { name: inputName(field), label: name, hint, optional: !required };
  if (kind === 'boolean' || kind === 'choice') {
    const choices = kind === 'boolean' ? ['true', 'false'] : field.choices;
    return (
      <SelectField
        {...common}
        defaultValue={value === undefined ? '' : String(value)}
        choices={['', ...choices].map((one) => ({ value: one, label: one || 'Not set' }))}
      />
    );
  }
  return (
    <TextField
      {...common}
      inputMode={kind === 'number' ? 'decimal' : undefined}
      autoComplete="off"
      spellCheck={false}
      defaultValue={value === undefined ? '' : String(value)}
    />
  );
}
