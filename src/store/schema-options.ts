/** Strictness of a collection: a schema takes the defaults of the library, not those of our connection. */
export const plain = {
  versionKey: false,
  id: false,
  minimize: false,
  strict: 'throw',
  strictQuery: 'throw',
} as const;
