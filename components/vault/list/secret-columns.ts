// The columns of the list of secrets, by how much room there is: head and rows share them.

export const SECRET_COLUMNS =
  'gap-x-3 grid-cols-[minmax(0,max-content)_max-content_max-content_minmax(0,1fr)_2.75rem] @2xl:gap-x-4 @2xl:grid-cols-[minmax(0,1fr)_8rem_1.5rem_9.5rem_8rem_2rem] @4xl:grid-cols-[minmax(0,1fr)_8rem_1.5rem_5.5rem_9.5rem_14rem_2rem] @5xl:grid-cols-[minmax(0,1fr)_8rem_1.5rem_5.5rem_9.5rem_7rem_8.5rem_2rem] @6xl:grid-cols-[minmax(0,1fr)_8rem_1.5rem_5.5rem_9.5rem_9rem_7rem_8.5rem_2rem] @7xl:grid-cols-[minmax(0,1fr)_8rem_1.5rem_5.5rem_9.5rem_9rem_14rem_8.5rem_2rem]';

/** Columns that need more room than there may be. */
export const FROM_4XL = 'hidden @4xl:block';
export const FROM_5XL = 'hidden @5xl:block';
export const FROM_6XL = 'hidden @6xl:block';
