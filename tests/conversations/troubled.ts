import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseDocument } from 'yaml';
import type { MessageView } from '../../src/api/local-chat-view.js';
import type { TicketView } from '../../src/api/ticket-view.js';
import { Program } from '../support/program.js';
import { withoutRhythm } from '../support/without-rhythm.js';

/** A group, or somebody's private chat with the bot. */
export type Where = { readonly roomId: string } | { readonly contactId: string };

/** The group of a building of the demo community. */
export function building(unit: string): Where & { roomId: string } {
  return { roomId: `room-${unit}` };
}

/** Somebody's private chat with the bot. */
export function alone(contactId: string): Where & { contactId: string } {
  return { contactId };
}

/** The running program on a network that can be made to fail; people are named by their ids. */
export class Troubled {
  private constructor(readonly program: Program) {}

  /** @param sayWithinMs how long the network may take over a message */
  static async begin(begins: string, sayWithinMs?: number): Promise<Troubled> {
    const configuration = withoutRhythm();
    const environment = { ...configuration, LOCAL_FAULTS: 'yes', LOG_LEVEL: 'info' };
    if (sayWithinMs !== undefined) {
      const file = path.join(configuration['CONFIG_DIR'] ?? '', 'outbox.yaml');
      const outbox = parseDocument(readFileSync(file, 'utf8'));
      outbox.setIn(['retry', 'sayWithinMs'], sayWithinMs);
      writeFileSync(file, outbox.toString());
    }
    return new Troubled(await Program.start({ begins, environment }));
  }

  async stop(): Promise<void> {
    await this.program.stop();
  }

  /** Something goes wrong; see src/api/local-faults.ts. */
  async fault(fault: string, more: object = {}): Promise<void> {
    await this.#ask('/faults', { fault, ...more });
  }

  /** Says it and does not wait for an answer. @returns the message's id */
  async posts(from: string, where: Where, text: string, more: object = {}): Promise<string> {
    const { id } = (await this.#ask(`${pathOf(where)}/messages`, { from, text, ...more })) as { id: string };
    return id;
  }

  /** Says it, and everything happens that follows. @returns the message's id */
  async says(from: string, where: Where, text: string, more: object = {}): Promise<string> {
    const id = await this.posts(from, where, text, more);
    await this.settle();
    return id;
  }

  async recalls(messageId: string): Promise<void> {
    await this.#ask(`/messages/${messageId}/recall`, {});
    await this.settle();
  }

  async settle(): Promise<void> {
    await this.#ask('/settle', {});
  }

  async minutesLater(minutes: number): Promise<void> {
    await this.#ask('/clock', { advanceMinutes: minutes });
    await this.settle();
  }

  /** What the bot has said there, from the beginning. */
  async saidIn(where: Where): Promise<string[]> {
    const { messages } = (await this.#ask(`${pathOf(where)}/messages`)) as {
      messages: readonly MessageView[];
    };
    return messages.filter(({ from }) => from.isBot).map(({ text }) => text ?? '[图片]');
  }

  /** How often the bot has said something like that there. */
  async count(where: Where, form: RegExp): Promise<number> {
    return (await this.saidIn(where)).filter(text => form.test(text)).length;
  }

  async tickets(): Promise<readonly TicketView[]> {
    return ((await this.#ask('/tickets')) as { tickets: readonly TicketView[] }).tickets;
  }

  /** The one ticket of a building. */
  async ticketOf(unit: string): Promise<TicketView> {
    const [only, another] = (await this.tickets()).filter(ticket => ticket.unit === unit);
    if (!only || another) throw new Error(`${unit} has ${only ? 'several tickets' : 'no ticket'}`);
    return only;
  }

  /** A figure of /metrics, without `qunliban_`. */
  async metric(name: string): Promise<number> {
    const text = await (await fetch(`${this.program.url}/metrics`)).text();
    const value = new RegExp(`^qunliban_${name}(?:\\{[^}]*\\})? (\\S+)$`, 'mu').exec(text)?.[1];
    if (value === undefined) throw new Error(`no ${name} in\n${text}`);
    return Number(value);
  }

  /** The log lines with this message. */
  logged(message: string): readonly Readonly<Record<string, unknown>>[] {
    return this.program.stderr
      .join('')
      .split('\n')
      .filter(line => line.startsWith('{'))
      .map(line => JSON.parse(line) as Record<string, unknown>)
      .filter(({ msg }) => String(msg).includes(message));
  }

  async #ask(where: string, body?: object): Promise<unknown> {
    const response = await fetch(`${this.program.url}/local-chat/api${where}`, {
      method: body ? 'POST' : 'GET',
      headers: { 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const answer = await response.text();
    if (!response.ok) throw new Error(`${where} answered ${response.status}: ${answer}`);
    return JSON.parse(answer);
  }
}

function pathOf(where: Where): string {
  return 'roomId' in where ? `/rooms/${where.roomId}` : `/direct/${where.contactId}`;
}
