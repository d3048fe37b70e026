'use client';

import type { Choice } from './select-field';

interface RadioRowProps<V extends string> {
  readonly name: string;
  /** Said by screen readers; the choices explain themselves to the eye. */
  readonly label: string;
  readonly choices: readonly Choice<V>[];
  readonly value: V;
  readonly onChange: (value: V) => void;
}

/** A few choices in one row, all of them in sight. */
export function RadioRow<V extends string>(props: RadioRowProps<V>) {
  const { name, label, choices, value, onChange } = props;
  return (
    <fieldset className="mb-4">
      <legend className="sr-only">{label}</legend>
      <div className="flex flex-wrap gap-x-5">
        {choices.map((choice) => (
          <label
            key={choice.value}
            className="flex min-h-7 items-center gap-1.5 pointer-coarse:min-h-11"
          >
            <input
              type="radio"
              name={name}
              value={choice.value}
              checked={choice.value === value}
              onChange={() => onChange(choice.value)}
              className="size-3.5 accent-accent"
            />
            {choice.label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
