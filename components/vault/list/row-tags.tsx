import type { SecretFilters } from '@/lib/domain/secret-view';

interface RowTagsProps {
  readonly tags: readonly string[];
  readonly tabIndex: number;
  readonly onFilter: (filters: SecretFilters) => void;
}

const SHOWN_MAX = 2;

/** The tags of a secret in its row; a press lists what else has one. Where there is little room, none. */
export function RowTags({ tags, tabIndex, onFilter }: RowTagsProps) {
  if (tags.length === 0) return null;
  return (
    <span className="ml-auto hidden shrink-0 items-center gap-1 @4xl:flex">
      {tags.slice(0, SHOWN_MAX).map((tag) => (
        <button
          key={tag}
          type="button"
          tabIndex={tabIndex}
          aria-label={`Only names with the tag ${tag}`}
          onClick={() => onFilter({ tag })}
          className="h-6 max-w-24 truncate rounded-md border border-line px-1.5 text-12 text-ink-muted hover:border-edge hover:text-ink"
        >
          {tag}
        </button>
      ))}
      {tags.length > SHOWN_MAX ? (
        <span className="text-12 text-ink-muted" title={tags.slice(SHOWN_MAX).join(', ')}>
          +{tags.length - SHOWN_MAX}
        </span>
      ) : null}
    </span>
  );
}
