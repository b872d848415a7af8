/* The routes of this domain, a file per part. */
export {}
