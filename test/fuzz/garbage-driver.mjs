// A driver's process that says what the test has made up, and lives until the bridge hangs up.
import { Socket } from 'node:net';

const channel = new Socket({ fd: 3, readable: true, writable: true });
channel.on('error', () => process.exit(1));
channel.on('close', () => process.exit(0));
channel.resume();
channel.write(Buffer.from(process.env.FUZZ_SAYS ?? '', 'base64'));
