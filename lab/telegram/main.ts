/**
 * `npm run telegram-lab [-- --port=N]`: a Telegram of this machine with the bot 4711:lab, the channel @lab_channel and a private chat,
 * until Ctrl-C. What is posted is printed; a line typed here is written to the bot by user 100 in that chat.
 */
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { openTelegramLab } from './lab.ts';

const USER = 100;

const { values } = parseArgs({ options: { port: { type: 'string', default: '8081' } } });
await using lab = await openTelegramLab({ port: Number(values.port) });
const bot = lab.world.addBot('4711:lab', 'almanac_lab_bot');
lab.world.addChat({ id: -1_001_000_000_001, type: 'channel', title: 'Lab', username: 'lab_channel' });
const chat = lab.world.addChat({ id: USER, type: 'private', title: 'operator' });
console.log(`TELEGRAM_API_ROOT=${lab.apiRoot} TELEGRAM_BOT_TOKEN=4711:lab TELEGRAM_CHANNELS=@lab_channel:en`);

lab.world.onPost = ({ chatId, messageId, text, photoBytes, markup }) => {
  const picture = photoBytes === null ? '' : ` [picture, ${photoBytes} bytes]`;
  console.log(`\n── chat ${chatId}, message ${messageId}${picture}\n${text}`);
  if (markup !== null) console.log(JSON.stringify(markup));
};
for await (const line of createInterface({ input: process.stdin })) {
  const pressed = /^press (\d+) (.+)$/.exec(line);
  if (pressed) lab.world.press(bot, lab.world.message(chat.id, pressed[1]), USER, pressed[2]);
  else if (line.trim()) lab.world.say(bot, chat, USER, line);
}
