/** A WebSocket server and nothing else: answers each text message, with as many bytes as the bridge a signature. */
import { WebSocketServer } from 'ws';

const [, , answerBytes = ''] = process.argv;
const answer = 'x'.repeat(Number(answerBytes));
const server = new WebSocketServer(
  { host: '127.0.0.1', port: 0, perMessageDeflate: false, maxPayload: 2 ** 26 },
  () => {
    process.send?.(server.address());
  },
);
server.on('connection', (socket) => socket.on('message', (_, isBinary) => !isBinary && socket.send(answer)));
process.on('disconnect', () => process.exit(0));
