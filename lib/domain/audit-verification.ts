// What is said of an audit log that was verified.

/** While the console is locked the keys of heads are sealed. */
export const HEAD_UNCHECKED =
  "Everything but the head's own authentication was checked: the console is locked.";
