import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** Where the connection dies: before the server hears the statement, or after it did and before the client hears the answer. */
export type Cut = 'before-it-arrives' | 'before-the-answer';

/** A wire to a server that is cut once, at the first message that contains a text. */
export async function cutWire(serverUrl: string, text: string, cut: Cut): Promise<AsyncDisposable & { url: string }> {
  const url = new URL(serverUrl);
  const [port, host] = [Number(url.port), url.hostname];
  const sockets = new Set<Socket>();
  let armed = true;
  const wire = createServer((client) => {
    const server = connect(port, host);
    for (const socket of [client, server]) {
      sockets.add(socket);
      socket.on('error', () => socket.destroy());
    }
    server.on('close', () => client.destroy());
    client.on('close', () => server.destroy());
    const answers = (answer: Buffer) => client.write(answer);
    server.on('data', answers);
    client.on('data', (message) => {
      const now = armed && message.toString('latin1').toLowerCase().includes(text.toLowerCase());
      if (now) armed = false;
      if (now && cut === 'before-it-arrives') return void client.destroy();
      if (now) server.off('data', answers).once('data', () => client.destroy());
      server.write(message);
    });
  });
  await once(wire.listen(0, '127.0.0.1'), 'listening');
  url.port = String((wire.address() as AddressInfo).port);
  const dispose = async () => {
    for (const socket of sockets) socket.destroy();
    wire.close();
    await once(wire, 'close');
  };
  return { url: url.href, [Symbol.asyncDispose]: dispose };
}
