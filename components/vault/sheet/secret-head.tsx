'use client';

import type { SecretSort } from '@/lib/domain/secret-sort';
import { LongHead, LongHeadCell } from '@/components/ui/long-table';
import { SortCell } from '@/components/ui/sort-cell';
import { FROM_4XL, FROM_5XL, FROM_6XL, SECRET_COLUMNS } from '../list/secret-columns';

interface SecretHeadProps {
  readonly sort: SecretSort;
  readonly onSort: (sort: SecretSort) => void;
}

/** The columns of the list; below the header and the filters they stay in sight. */
export function SecretHead(props: SecretHeadProps) {
  const sorting = { ...props, home: 'name' } as const;
  return (
    <LongHead columns={SECRET_COLUMNS} className="top-24 z-10 @2xl:md:sticky">
      <SortCell<SecretSort> label="name" orders={['name', '-name']} {...sorting} />
      <SortCell<SecretSort> label="type" orders={['type']} {...sorting} />
      <LongHeadCell>
        <abbr title="version" className="no-underline">
          v
        </abbr>
      </LongHeadCell>
      <LongHeadCell className={FROM_4XL}>fingerprint</LongHeadCell>
      <SortCell<SecretSort> label="age / expiry" orders={['expires']} {...sorting} />
      <LongHeadCell className={FROM_6XL}>owner</LongHeadCell>
      <SortCell<SecretSort> label="changed" orders={['-changed', 'changed']} {...sorting} />
      <LongHeadCell className={FROM_5XL}>delivered to</LongHeadCell>
      <LongHeadCell>
        <span className="sr-only">actions</span>
      </LongHeadCell>
    </LongHead>
  );
}
