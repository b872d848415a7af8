/* What this domain contributes to registries, a file per part. */
export {}
