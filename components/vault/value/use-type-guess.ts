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

const NOTHING: Guess = { type: 'generic', from: 'nothing', structured: null };

/**
 * The type of what is typed: the one a person chose, else the one a secret of that name has, else a
 * guess. Of the text that is looked at only the guess is kept.
 */
export function useTypeGuess(stored: SecretType | undefined) {
  const [guess, setGuess] = useState(NOTHING);
  const [chosen, choose] = useState<SecretType | null>(null);

  function look(name: string, text: string) {
    const seen = guessOf(name, text);
    setGuess(seen);
  }

  return { choice: choiceOf(guess, chosen, stored), look, choose };
}

function guessOf(name: string, text: string): Guess {
  const named = guessType(name);
  const type = text === '' ? named : guessType(name, Plaintext.fromText(text));
  const from = type === named ? 'name' : 'value';
  return { type, from: type === 'generic' ? 'nothing' : from, structured: structuredType(text) };
}

function choiceOf(
  guess: Guess,
  chosen: SecretType | null,
  stored: SecretType | undefined,
): TypeChoice {
  const settled = chosen ?? stored;
  if (settled === undefined) {
    return { type: guess.type, from: guess.from, other: guess.structured };
  }
  const seen = guess.structured ?? (guess.from === 'value' ? guess.type : null);
  return {
    type: settled,
    from: chosen === null ? 'stored' : 'person',
    other: seen === settled ? null : seen,
  };
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
