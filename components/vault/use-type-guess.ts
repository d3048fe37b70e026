'use client';

import { useState } from 'react';
import { guessType } from '@/lib/domain/guess-type';
import { Plaintext } from '@/lib/domain/plaintext';
import { SECRET_TYPES, type SecretType } from '@/lib/domain/secret-kinds';
import { TYPE_RULES } from '@/lib/domain/secret-types';
import { splitParts } from './split-parts';

/** The type a form is for, who says so, and what the value looks like where that is something else. */
export interface TypeChoice {
  readonly type: SecretType;
  readonly from: 'name' | 'value' | 'stored' | 'person' | 'nothing';
  readonly other: SecretType | null;
}

interface Guess {
  readonly type: SecretType;
  readonly from: TypeChoice['from'];
  /** The structured type whose parts the value spells out as JSON. */
  readonly structured: SecretType | null;
}

/**
 * Guesses the type of what is typed until a person chooses one. Of the text only the guess is kept.
 * `storedType` answers with the type of a secret that is there already.
 */
export function useTypeGuess(storedType: (name: string) => SecretType | undefined) {
  const [choice, setChoice] = useState<TypeChoice>({
    type: 'generic',
    from: 'nothing',
    other: null,
  });

  function look(name: string, text: string) {
    const guess = guessOf(name, text);
    const stored = storedType(name);
    setChoice((before) => after(before, guess, stored));
  }

  const choose = (type: SecretType) => setChoice({ type, from: 'person', other: null });
  return { choice, look, choose };
}

function guessOf(name: string, text: string): Guess {
  const named = guessType(name);
  const type = text === '' ? named : guessType(name, Plaintext.fromText(text));
  const from = type === named ? 'name' : 'value';
  return { type, from: type === 'generic' ? 'nothing' : from, structured: structuredType(text) };
}

function after(before: TypeChoice, guess: Guess, stored: SecretType | undefined): TypeChoice {
  const settled: TypeChoice | null =
    before.from === 'person'
      ? before
      : stored === undefined
        ? null
        : { type: stored, from: 'stored', other: null };
  const seen = guess.structured ?? (guess.from === 'value' ? guess.type : null);
  if (settled) return { ...settled, other: seen === settled.type ? null : seen };
  return { type: guess.type, from: guess.from, other: guess.structured };
}

/** The type of which a JSON object has every part that is needed. */
function structuredType(text: string): SecretType | null {
  const fits = (type: SecretType) => {
    const { parts } = TYPE_RULES[type];
    const split = parts && splitParts(text, parts, new Date(0));
    return split && parts.every(({ name, required }) => !required || split.texts.has(name));
  };
  return SECRET_TYPES.find(fits) ?? null;
}
