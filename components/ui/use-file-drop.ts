'use client';

import { useEffect, useEffectEvent, type RefObject } from 'react';

/** Takes files that are dropped on `zone`; the page around it, which may take files too, never sees them. */
export function useFileDrop(
  zone: RefObject<HTMLElement | null>,
  onFiles: (files: FileList) => void,
): void {
  const take = useEffectEvent(onFiles);
  useEffect(() => {
    const element = zone.current;
    if (!element) return;
    function onDragOver(event: DragEvent) {
      if (!event.dataTransfer?.types.includes('Files')) return;
      event.preventDefault();
      event.stopPropagation();
    }
    function onDrop(event: DragEvent) {
      const files = event.dataTransfer?.files;
      if (!files || files.length === 0) return;
      event.preventDefault();
      event.stopPropagation();
      take(files);
    }
    element.addEventListener('dragover', onDragOver);
    element.addEventListener('drop', onDrop);
    return () => {
      element.removeEventListener('dragover', onDragOver);
      element.removeEventListener('drop', onDrop);
    };
  }, [zone]);
}
