import { expect, it } from 'vitest';
import { createTurns } from './in-turn.js';

/** Tasks that end when told, and what happened in which order. */
function start() {
  const turns = createTurns();
  const seen: string[] = [];
  const finish = new Map<string, (error?: Error) => void>();
  const task = (name: string) => () =>
    new Promise<string>((resolve, reject) => {
      seen.push(name);
      finish.set(name, (error) => (error ? reject(error) : resolve(name)));
    });
  const end = async (name: string, error?: Error) => {
    finish.get(name)?.(error);
    await new Promise(setImmediate);
  };
  return { turns, seen, task, end };
}

it('runs what is to run alone after all that came before, and before all that comes later', async () => {
  const { turns, seen, task, end } = start();
  const asked = [
    turns.together(task('a')),
    turns.together(task('b')),
    turns.alone(task('c')),
    turns.together(task('d')),
  ];
  await end('');
  expect(seen).toEqual(['a', 'b']);
  await end('b');
  expect(seen).toEqual(['a', 'b']);
  await end('a');
  expect(seen).toEqual(['a', 'b', 'c']);
  await end('c');
  expect(seen).toEqual(['a', 'b', 'c', 'd']);
  await end('d');
  expect(await Promise.all(asked)).toEqual(['a', 'b', 'c', 'd']);
});

it('goes on after a task that failed, whose own caller is told', async () => {
  const { turns, seen, task, end } = start();
  const failing = [turns.together(task('a')), turns.alone(task('b'))].map((one) => one.catch(String));
  const last = turns.together(task('c'));
  await end('');
  await end('a', new Error('one'));
  await end('b', new Error('two'));
  await end('c');
  expect([await Promise.all(failing), await last, seen]).toEqual([['Error: one', 'Error: two'], 'c', ['a', 'b', 'c']]);
});
