import { Router } from '@koa/router';
import { SECOND } from '../base/clock.js';
import type { House } from '../flow/house.js';
import type { OutboxFigures } from '../outbox/outbox-figures.js';
import type { ApiPart } from './api-part.js';

const FORMAT = 'text/plain; version=0.0.4; charset=utf-8';

/** What the metrics are read from. */
export interface MetricsParts {
  readonly house: Pick<House, 'outbox' | 'journal'>;
  /** Whether an account is on its network now. */
  readonly isThere: (account: string) => boolean;
  /** Whether the house takes messages; until then there is nothing to tell of an account. */
  readonly ready: () => boolean;
}

interface Metric {
  readonly name: string;
  readonly type: 'counter' | 'gauge';
  readonly help: string;
  readonly of: (figures: OutboxFigures) => number;
}

const perAccount: readonly Metric[] = [
  { name: 'outbox_waiting', type: 'gauge', help: 'Messages to be said, now or later.', of: f => f.waiting },
  { name: 'outbox_said_total', type: 'counter', help: 'Messages the network took.', of: f => f.said },
  {
    name: 'outbox_failed_total',
    type: 'counter',
    help: 'Times the network did not take a message.',
    of: f => f.failed,
  },
  {
    name: 'outbox_throttled_total',
    type: 'counter',
    help: 'Times the network slowed the account down.',
    of: f => f.throttled,
  },
  {
    name: 'outbox_in_doubt_total',
    type: 'counter',
    help: 'Times it was in doubt whether a message arrived.',
    of: f => f.inDoubt,
  },
  {
    name: 'outbox_given_up_total',
    type: 'counter',
    help: 'Messages that were given up; staff were told of those that matter.',
    of: f => f.givenUp,
  },
  {
    name: 'outbox_pause_seconds',
    type: 'gauge',
    help: 'How long the account still says nothing but emergencies.',
    of: f => Math.ceil(f.closedForMs / SECOND),
  },
  {
    name: 'outbox_strikes',
    type: 'gauge',
    help: 'How often in a row the network slowed the account down.',
    of: f => f.strikes,
  },
];

/** `GET /metrics`: counters since the process began and how things stand, in the text format of Prometheus. Only numbers. */
export function metricsApi({ house, isThere, ready }: MetricsParts): ApiPart {
  const router = new Router();
  router.get('/metrics', async ctx => {
    const accounts = ready() ? [await house.outbox.figures()].filter(({ account }) => account !== '') : [];
    const lines = perAccount.flatMap(metric =>
      described(
        metric,
        accounts.map(figures => ({ account: figures.account, value: metric.of(figures) })),
      ),
    );
    const connected = {
      name: 'chat_connected',
      type: 'gauge',
      help: 'Whether the account is on its network.',
    };
    const there = accounts.map(({ account }) => ({ account, value: Number(isThere(account)) }));
    const unfinished = {
      name: 'journal_unfinished',
      type: 'gauge',
      help: 'Messages that were heard and not worked on yet.',
    };
    ctx.type = FORMAT;
    ctx.set('Cache-Control', 'no-store');
    ctx.body = [
      ...lines,
      ...described(connected, there),
      ...described(unfinished, [{ value: await house.journal.countUnfinished() }]),
      '',
    ].join('\n');
  });
  return { router };
}

function described(
  { name, type, help }: { readonly name: string; readonly type: string; readonly help: string },
  samples: readonly { readonly account?: string; readonly value: number }[],
): string[] {
  const whole = `qunliban_${name}`;
  return [
    `# HELP ${whole} ${help}`,
    `# TYPE ${whole} ${type}`,
    ...samples.map(({ account, value }) =>
      account === undefined ? `${whole} ${value}` : `${whole}{account="${escaped(account)}"} ${value}`,
    ),
  ];
}

function escaped(label: string): string {
  return label.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}
