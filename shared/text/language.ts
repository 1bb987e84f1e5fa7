export const LANGUAGES = ['zh-CN', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** One area of the catalogue: the same keys in every language. */
export type Texts<T> = Readonly<Record<Language, T>>;
