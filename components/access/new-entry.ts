// In the address in place of a slug, where a new group or role is made: no slug begins so.

export const NEW_ENTRY = '_new';
