'use client';

import dynamic from 'next/dynamic';
import { useRef, type InputEvent } from 'react';
import type { ScopeSummary } from '@/lib/contracts/scope';
import { Kept } from '@/components/ui/kept';
import { SkeletonRows } from '@/components/ui/skeleton-rows';
import { useFileDrop } from '@/components/ui/use-file-drop';
import { PlaceField } from '../backend/place-field';
import { ReferenceFields } from '../backend/reference-fields';
import type { Place } from '../backend/use-place';
import { DeliveredLine } from './delivered-line';
import { MoreFields } from './more-fields';
import { NameField } from './name-field';
import { SourceField } from './source-field';
import { TypeField } from './type-field';
import { useSealForm } from './use-seal-form';
import { ValueForm, type ValueFormHandle } from './value-form';

const AliasField = dynamic(() => import('./alias-field').then((module) => module.AliasField), {
  loading: () => <SkeletonRows rows={1} label="Loading the field" />,
});

interface SealFieldsProps {
  readonly scope: ScopeSummary;
  /** The scope and all above it, for an alias to point into. */
  readonly reach: readonly ScopeSummary[];
  /** The name that stands there to begin with. */
  readonly name?: string | undefined;
  readonly place: Place;
  /** Receives several lines that were pasted as a name. */
  readonly onLines: (lines: string) => void;
}

/** What is asked of a new secret: its name, where its value lives or comes from, what describes it. */
export function SealFields(props: SealFieldsProps) {
  const { name: initial = '', scope, reach, onLines, place } = props;
  const { chosen } = place;
  const value = useRef<ValueFormHandle>(null);
  const form = useSealForm(scope, initial, value, chosen !== null);
  const { name, source, stored, shape } = form;
  const all = useRef<HTMLDivElement>(null);
  useFileDrop(all, (files) => value.current?.drop(files));

  return (
    <div ref={all}>
      {/* A name that is not known to exist must be new: somebody may have sealed it meanwhile. */}
      <input type="hidden" name="ifVersion" value={stored ? (stored.version ?? '') : 0} />
      {form.suggested.map((one) => (
        <input key={one} type="hidden" name="suggested" value={one} />
      ))}
      <NameField
        initial={initial}
        onName={form.named}
        onValue={(text) => value.current?.fill(text)}
        onLines={onLines}
        stored={form.taken}
      />
      {source === 'alias' ? null : <PlaceField place={place} />}
      {chosen ? (
        <ReferenceFields key={chosen.id} connector={chosen} onWrites={place.setWrites} />
      ) : (
        <SourceField source={source} onSource={form.setGiven} alias />
      )}
      <Kept shown={source === 'alias'}>
        <AliasField
          label="Alias of"
          reach={reach}
          self={{ key: name, path: scope.path }}
          onTarget={form.setTarget}
        />
      </Kept>
      <Kept shown={source !== 'alias'}>
        <TypeField choice={form.choice} onChoose={form.choose} />
      </Kept>
      <div
        onBlur={form.look}
        onInput={(event: InputEvent<HTMLDivElement>) => (isWhole(event) ? form.look() : undefined)}
      >
        <ValueForm
          ref={value}
          type={form.choice.type}
          source={source}
          label="Value"
          onFilled={form.setFilled}
          onFile={form.setFile}
          onDropped={() => form.setGiven('file')}
        />
      </div>
      <DeliveredLine name={name} parts={form.parts} delivery={shape.delivery} />
      <MoreFields
        type={form.choice.type}
        shape={shape}
        onShape={form.setShape}
        replaces={stored !== undefined}
      />
    </div>
  );
}

/** Whether a text came at once, by paste or generator: what is half typed looks like anything. */
function isWhole({ nativeEvent }: InputEvent<HTMLDivElement>): boolean {
  const { inputType = '', data } = nativeEvent;
  return !inputType.startsWith('delete') && (data ?? 'pasted').length > 1;
}
