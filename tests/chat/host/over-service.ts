import { silentLog, type Log } from '../../../src/base/log.js';
import type { ChatGateway, ChatListener } from '../../../src/chat/chat-gateway.js';
import { openPuppet } from '../../../src/chat/open-puppet.js';
import type { ServiceSettings } from '../../../src/chat/service-settings.js';
import { wechatyChat, type WechatyChatParts } from '../../../src/chat/wechaty-chat.js';
import { killHosts, type Host } from './start-host.js';

/** How the bot reaches a host with the library's own certificate. */
export function settingsFor({ plan }: Host, changed: Partial<ServiceSettings> = {}): ServiceSettings {
  return {
    endpoint: `127.0.0.1:${plan.port}`,
    token: plan.token,
    authority: 'directory.invalid',
    serverName: 'insecure',
    isTlsOff: plan.tls.disable === true,
    ...changed,
  };
}

const running: ChatGateway[] = [];

/** Stops every gateway of the test. */
export async function endChats(): Promise<void> {
  for (const chat of running.splice(0)) await chat.stop();
}

/** Stops every gateway and every host of the file. */
export async function endAll(): Promise<void> {
  await endChats();
  killHosts();
}

/** The bot's gateway over the real client of the puppet service, not started yet. */
export function chatOver(service: ServiceSettings, parts: Partial<WechatyChatParts> = {}): ChatGateway {
  const chat = wechatyChat({
    openPuppet: () => openPuppet('wechaty-puppet-service', { service }),
    service,
    log: silentLog,
    ...parts,
  });
  running.push(chat);
  return chat;
}

export async function startOver(
  host: Host,
  listener: ChatListener,
  parts: Partial<WechatyChatParts> = {},
): Promise<ChatGateway> {
  const chat = chatOver(settingsFor(host), parts);
  await chat.start(listener);
  return chat;
}

/** One line of a log: what it was said about, and the words. */
export interface Line {
  readonly level: 'info' | 'warn' | 'error' | 'fatal';
  readonly about: Readonly<Record<string, unknown>>;
  readonly words: string;
}

/** A log that writes its lines down; `until` waits for one whose words hold a text. */
export function keptLog(): { log: Log; lines: Line[]; until: (words: string) => Promise<Line> } {
  const lines: Line[] = [];
  let changed: (() => void)[] = [];
  const log = silentLog.child({});
  const keep =
    (level: Line['level']) =>
    (about: Record<string, unknown>, words: string): void => {
      lines.push({ level, about, words });
      const waiting = changed;
      changed = [];
      for (const resume of waiting) resume();
    };
  for (const level of ['info', 'warn', 'error', 'fatal'] as const)
    Object.assign(log, { [level]: keep(level) });
  return {
    log,
    lines,
    async until(words) {
      for (;;) {
        const line = lines.find(one => one.words.includes(words));
        if (line) return line;
        await new Promise<void>(resolve => changed.push(resolve));
      }
    },
  };
}
