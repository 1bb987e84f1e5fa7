#!/usr/bin/env node
// Speaks pinentry's side of the Assuan protocol; the answers come from the test, over the socket beside it.
import { connect } from 'node:net';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const SOCKET = join(dirname(fileURLToPath(import.meta.url)), 'windows.sock');
const SETTINGS = {
  SETTITLE: 'title',
  SETDESC: 'description',
  SETPROMPT: 'prompt',
  SETERROR: 'error',
  SETOK: 'ok',
  SETCANCEL: 'cancel',
  SETREPEAT: 'repeat',
  SETREPEATERROR: 'mismatch',
};
const LONGEST_LINE = 1000;

const shown = { kind: 'password', title: '', description: '', prompt: '', ok: '', cancel: '', options: [] };

say('OK Pleased to meet you');
for await (const line of createInterface({ input: process.stdin })) {
  const [, command = '', argument = ''] = /^(\S*) ?(.*)$/.exec(line) ?? [];
  if (Buffer.byteLength(line) > LONGEST_LINE) say('ERR 83886343 Line too long <Pinentry>');
  else if (command in SETTINGS) set(SETTINGS[command], decodeURIComponent(argument));
  else if (command === 'OPTION') set('options', [...shown.options, argument]);
  else if (command === 'SETTIMEOUT') say('OK');
  else if (command === 'GETINFO' && argument === 'flavor') say('D scripted\nOK');
  else if (command === 'GETPIN') await getPin();
  else if (command === 'BYE') break;
  else say('ERR 83886355 Unknown command <Pinentry>');
}

function set(name, value) {
  shown[name] = value;
  say('OK');
}

async function getPin() {
  const answer = await ask(shown);
  delete shown.error;
  if (shown.repeat !== undefined && answer.answer === 'password') say('S PIN_REPEATED');
  if (answer.answer === 'password') {
    for (const part of dataLines(Buffer.from(answer.value, 'base64'))) process.stdout.write(part);
    say('OK');
  } else if (answer.answer === 'cached') {
    say(`S PASSWORD_FROM_CACHE\nD ${Buffer.from(answer.value, 'base64')}\nOK`);
  } else if (answer.answer === 'cancel') say('ERR 83886179 Operation cancelled <Pinentry>');
  else if (answer.answer === 'timeout') say('ERR 83886142 Timeout <Pinentry>');
  else process.kill(process.pid, 'SIGKILL');
}

function* dataLines(bytes) {
  let line = 'D ';
  for (const byte of bytes) {
    const char = byte === 0x25 || byte === 0x0d || byte === 0x0a ? `%${byte.toString(16).padStart(2, '0')}` : byte;
    const next = typeof char === 'string' ? char : String.fromCharCode(char);
    if (line.length + next.length > LONGEST_LINE) {
      yield Buffer.from(`${line}\n`, 'latin1');
      line = 'D ';
    }
    line += next;
  }
  yield Buffer.from(`${line}\n`, 'latin1');
}

function say(line) {
  process.stdout.write(`${line}\n`);
}

function ask(window) {
  return new Promise((resolve) => {
    const socket = connect(SOCKET, () => socket.write(`${JSON.stringify(window)}\n`));
    createInterface({ input: socket }).once('line', (line) => {
      socket.end();
      resolve(JSON.parse(line));
    });
    socket.once('error', () => process.exit(70));
  });
}
