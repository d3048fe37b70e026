// A check: one request by which the value of a secret is tried.

export const CHECK_METHODS = ['GET', 'HEAD', 'POST'] as const;

/** Where in the request the value goes; a header is named by the check. */
export const CHECK_PLACEMENTS = ['bearer', 'basic', 'header'] as const;
