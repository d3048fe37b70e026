'use client';

import { useState, type RefObject } from 'react';
import type { ScopeSummary } from '@/lib/contracts/scope';
import type { SecretSummary } from '@/lib/contracts/secret';
import { SECRET_NAME_PATTERN } from '@/lib/domain/secret-name';
import { TYPE_RULES } from '@/lib/domain/secret-types';
import { usePaused } from '@/components/ui/use-paused';
import type { Shape } from './descriptive-fields';
import type { FileFacts } from './file-facts';
import { useSecret } from '../list/use-secrets';
import { useTypeGuess } from './use-type-guess';
import type { ValueFormHandle, ValueSource } from './value-form';

/** What the form of a new secret shows; of its value it knows no more than which parts are there. */
export function useSealForm(
  scope: ScopeSummary,
  initialName: string,
  value: RefObject<ValueFormHandle | null>,
  elsewhere: boolean,
) {
  const [name, setName] = useState(initialName);
  const [given, setGiven] = useState<ValueSource>('text');
  const [filled, setFilled] = useState<readonly string[]>([]);
  const [file, setFile] = useState<FileFacts | null>(null);
  const [target, setTarget] = useState<SecretSummary | null>(null);
  const [chosen, setChosen] = useState<Partial<Shape>>({});
  const asked = usePaused(name);
  const found = useSecret(scope, SECRET_NAME_PATTERN.test(asked) ? asked : null);
  const taken = found?.key.toLowerCase() === name.toLowerCase() ? found : undefined;
  const stored = taken?.key === name ? taken : undefined;
  const guess = useTypeGuess(stored?.type);

  const { type } = guess.choice;
  const source = elsewhere ? 'elsewhere' : sourceOf(given, TYPE_RULES[type].parts !== null);
  const shape: Shape = {
    category:
      chosen.category ??
      stored?.category ??
      (source === 'alias' ? target?.category : undefined) ??
      TYPE_RULES[type].category,
    delivery: chosen.delivery ?? stored?.delivery ?? suggestedDelivery(source, file),
  };

  return {
    name,
    choice: guess.choice,
    choose: guess.choose,
    source,
    /** Has the name already, in whatever case. */
    taken,
    stored,
    shape,
    /** The fields that show what the console would do by itself. */
    suggested: [
      ...(chosen.category === undefined ? ['category'] : []),
      ...(chosen.delivery === undefined && shape.delivery === 'env' ? ['delivery'] : []),
    ],
    parts: partsOf(source, filled, guess.choice.type, target),
    setGiven,
    setFilled,
    setFile,
    setTarget,
    setShape: (next: Shape) =>
      setChosen({
        ...chosen,
        ...(next.category === shape.category ? {} : { category: next.category }),
        ...(next.delivery === shape.delivery ? {} : { delivery: next.delivery }),
      }),
    named: (next: string) => {
      setName(next);
      guess.look(next, source === 'text' ? (value.current?.read() ?? '') : '');
    },
    /** Looks at the value again, and keeps nothing of it. */
    look: () => {
      if (source === 'text') guess.look(name, value.current?.read() ?? '');
    },
  };
}

/** Structured values have a form of their own, and come from no file. */
function sourceOf(given: ValueSource, structured: boolean): ValueSource {
  if (given === 'alias') return 'alias';
  return structured ? 'parts' : given;
}

/** Bytes that are no text arrive as they are in a file only. */
function suggestedDelivery(source: ValueSource, file: FileFacts | null): Shape['delivery'] {
  return source === 'file' && file?.kind === 'binary' ? 'file' : 'env';
}

function partsOf(
  source: ValueSource,
  filled: readonly string[],
  type: SecretSummary['type'],
  target: SecretSummary | null,
): readonly string[] {
  if (source === 'alias') return target?.parts ?? [];
  if (source !== 'parts') return [];
  if (filled.length > 0) return filled;
  return (TYPE_RULES[type].parts ?? []).filter((part) => part.required).map((part) => part.name);
}
