#!/usr/bin/env node
// Reads the command line of zenity and ends as zenity does; the answers come from the test, over the socket beside it.
import { connect } from 'node:net';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const SOCKET = join(dirname(fileURLToPath(import.meta.url)), 'windows.sock');
const EXIT = { ok: 0, row: 0, text: 0, cancel: 1, remember: 1, timeout: 5 };

const args = process.argv.slice(2);
if (args[0] === '--version') {
  process.stdout.write('3.44.0\n');
  process.exit(0);
}
const list = args[0] === '--list';
const notice = args[0] === '--info';
const entry = args[0] === '--entry';
if (!list && !notice && !entry && args[0] !== '--question') process.exit(255);
if (!list && !entry && !args.includes('--no-markup')) process.exit(255);
if (!list && !notice && !entry && !args.includes('--default-cancel')) process.exit(255);

const window = {
  kind: list ? 'choose' : notice ? 'notice' : entry ? 'entry' : 'confirm',
  title: option('title'),
  description: list ? fromMarkup(option('text')) : entry ? fromMnemonic(option('text')) : option('text'),
  ok: option('ok-label'),
  ...(notice ? {} : { cancel: option('cancel-label') }),
  ...(option('extra-button') ? { remember: option('extra-button') } : {}),
  ...(list ? { columns: columns().slice(1), rows: rows() } : {}),
};
const answer = await ask(window);
if (answer.answer === 'text') process.stdout.write(`${answer.value}\n`);
if (answer.answer === 'remember') process.stdout.write(`${window.remember}\n`);
if (answer.answer === 'row') process.stdout.write(`${answer.index}\n`);
if (!(answer.answer in EXIT)) process.kill(process.pid, 'SIGKILL');
else process.exitCode = EXIT[answer.answer];

function option(name) {
  return args.find((arg) => arg.startsWith(`--${name}=`))?.slice(name.length + 3) ?? '';
}

function columns() {
  return args.filter((arg) => arg.startsWith('--column=')).map((arg) => arg.slice('--column='.length));
}

function rows() {
  const cells = args.filter((arg) => !arg.startsWith('-'));
  const width = columns().length;
  return Array.from({ length: cells.length / width }, (_, row) => cells.slice(row * width + 1, (row + 1) * width));
}

function fromMarkup(text) {
  return text.replaceAll('\\\\', '\\').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

function fromMnemonic(text) {
  return text.replaceAll('\\\\', '\\').replaceAll('__', '_');
}

function ask(description) {
  return new Promise((resolve) => {
    const socket = connect(SOCKET, () => socket.write(`${JSON.stringify(description)}\n`));
    createInterface({ input: socket }).once('line', (line) => {
      socket.end();
      resolve(JSON.parse(line));
    });
    socket.once('error', () => process.exit(70));
  });
}
