'use client';

import { useRef } from 'react';
import { suggestSlug } from '@/lib/domain/scope';
import { TextField } from '@/components/ui/text-field';

interface NamedFieldsProps {
  readonly placeholder: string;
  /** What the slug is for. */
  readonly hint: string;
}

/** A name and a slug, which follows the name until somebody edits it. */
export function NamedFields({ placeholder, hint }: NamedFieldsProps) {
  const slug = useRef<HTMLInputElement>(null);
  const edited = useRef(false);
  return (
    <>
      <TextField
        name="name"
        label="Name"
        placeholder={placeholder}
        autoComplete="off"
        onInput={(event) => {
          if (slug.current && !edited.current) {
            slug.current.value = suggestSlug(event.currentTarget.value);
          }
        }}
      />
      <TextField
        name="slug"
        label="Slug"
        mono
        ref={slug}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        hint={hint}
        onInput={(event) => {
          edited.current = event.currentTarget.value !== '';
        }}
      />
    </>
  );
}
