/** What is fuzzed, and how many of a thousand inputs it gets. Inputs that take a process or a handshake are few. */
export const SHARES = {
  'frames of a client': 170,
  'frames of a client, over a real WebSocket': 30,
  attachments: 60,
  'vendor frames': 200,
  'vendor calls': 60,
  'Assuan lines': 60,
  'a choice of zenity': 30,
  'the journal': 60,
  'records from the disk': 20,
  'settings files': 30,
  'secret files': 20,
  'pairings.json': 10,
  'companies.json': 10,
  'the stream of a driver': 90,
  'a driver’s process, bridge’s side': 1,
  'a driver’s process, its own side': 1,
  'the proof, bridge’s side': 20,
  'the proof, client’s side': 20,
  'connecting a browser, bridge’s side': 10,
  'connecting a browser, client’s side': 10,
  'lines of the control socket': 8,
  'events of a page': 40,
  'messages on a page socket’s port': 20,
  'frames of a bridge': 20,
} as const;

export type Surface = keyof typeof SHARES;
