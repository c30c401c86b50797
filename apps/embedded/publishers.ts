/** Everybody who is told of releases, as configured. One more is a file in `adapters/` and a line here. */
import { feedPublisher } from '../../adapters/publish/feed.ts';
import { filePublisher } from '../../adapters/publish/file.ts';
import { webhookPublisher } from '../../adapters/publish/webhook.ts';
import type { SourceKind } from '../../domain/market/sources.ts';
import type { Clock, Publisher, Stores } from '../../activities/ports.ts';
import { publicEntries } from '../../activities/public-entries.ts';
import type { TelegramAccess } from '../../adapters/telegram/channel.ts';
import type { ChannelSetting, Config } from '../config/config.ts';
import type { Secrets } from '../config/secrets.ts';

export async function configuredPublishers(
  config: Config,
  secrets: Secrets,
  stores: Stores,
  clock: Clock,
): Promise<Publisher[]> {
  const { dataDir, telegram, webhooks, publicUrl } = config;
  const wants = isForThePublic(config);
  const wantsRoot = isPublic(config);
  const [token, secret] = [secrets.TELEGRAM_BOT_TOKEN ?? '', secrets.WEBHOOK_SECRET ?? ''];
  return [
    filePublisher(dataDir),
    feedPublisher({
      ...{ dataDir, wants, wantsRoot, site: { title: 'Almanac', url: publicUrl } },
      entries: () => publicEntries(stores, wants, wantsRoot),
    }),
    ...(await channels({ token, apiRoot: telegram.apiRoot }, telegram.channels, wants, wantsRoot)),
    ...webhooks.map((url) => webhookPublisher({ url, secret, wants, wantsRoot, clock })),
  ];
}

/** Loaded only where there are channels: every command opens this. */
async function channels(
  access: TelegramAccess,
  settings: readonly ChannelSetting[],
  wants: Publisher['wants'],
  wantsRoot: (source: SourceKind) => boolean,
): Promise<Publisher[]> {
  if (settings.length === 0) return [];
  const { telegramPublisher } = await import('../../adapters/telegram/channel.ts');
  return settings.map((channel) => telegramPublisher(access, channel, wants, wantsRoot));
}

/** What was asked for by hand or as of a past moment is nobody's news. */
function isForThePublic(config: Config): Publisher['wants'] {
  const wanted = isPublic(config);
  return ({ stream, source }) => (stream === 'planned' || stream === 'triggered') && wanted(source);
}

function isPublic({ publishSimulated }: Config): (source: SourceKind) => boolean {
  return (source) => source === 'live' || (source === 'simulated' && publishSimulated);
}
