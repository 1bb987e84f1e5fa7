import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import data from './observations.json';

const text = z.string().check(z.minLength(1), z.maxLength(60), z.trim());
const source = z.string().check(z.minLength(4));
const words = z.strictObject({ words: text, source });
const purpose = z.strictObject({
  controls: z
    .array(z.strictObject({ words: text, whole: z.boolean(), page: z.nullable(text), source }))
    .check(z.minLength(1)),
  headings: z.array(words).check(z.minLength(1)),
});
/** Here and not where the data are read: a content script carries no validator. */
const schema = z.strictObject({
  schemaVersion: z.literal(1),
  purposes: z.strictObject({ login: purpose, bind: purpose, submit: purpose, seal: purpose }),
  confirming: z.array(words),
  headings: z.array(z.strictObject({ selector: z.string().check(z.minLength(1)), source })).check(z.minLength(1)),
  company: z.strictObject({
    labels: z.array(words).check(z.minLength(1)),
    endings: z.array(words).check(z.minLength(1)),
    placeholders: z.array(words),
  }),
  code: z.strictObject({ labels: z.array(words).check(z.minLength(1)) }),
});

test('the data are as the content script reads them, each with its source', () => {
  expect(schema.parse(data)).toEqual(data);
  expect(() => schema.parse({ ...data, schemaVersion: 2 })).toThrow();
});

test('no words stand for two purposes, and no label for two things', () => {
  const said = Object.values(data.purposes).flatMap(({ controls }) =>
    controls.map((one) => `${one.words} ${one.page}`),
  );
  expect(new Set(said).size).toBe(said.length);
  const labels = [...data.company.labels, ...data.code.labels].map((label) => label.words);
  expect(new Set(labels).size).toBe(labels.length);
});

test('short words are no part of others', () => {
  const loose = Object.values(data.purposes).flatMap(({ controls }) => controls.filter(({ whole }) => !whole));
  expect(loose.filter((one) => one.words.length < 3)).toEqual([]);
});
