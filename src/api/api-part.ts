import type { Router } from '@koa/router';

/** A part of the HTTP interface: its routes, and what must end before the server can close. */
export interface ApiPart {
  readonly router: Router;
  /** Ends what would stay open for ever, such as event streams. */
  close?(): void;
}
