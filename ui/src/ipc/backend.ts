import type { commands, SaleCard, UpstreamView, WireError } from "./bindings";

/** What a command answers on the wire. */
export type Result<Data, Error> = { status: "ok"; data: Data } | { status: "error"; error: Error };

type Answer<Command> = Command extends (...args: infer Args) => Promise<Result<infer Data, WireError>>
  ? (...args: Args) => Promise<Data>
  : never;

/** What the till answers a window: every command of the contract, failing with a {@link Failure}. */
export type Commands = { [Name in keyof typeof commands]: Answer<(typeof commands)[Name]> };
export type Stop = () => void;

export interface Backend extends Commands {
  onSaleChanged(handler: (card: SaleCard) => void): Promise<Stop>;
  onAttentionChanged(handler: (count: number) => void): Promise<Stop>;
  onUpstreamsChanged(handler: (upstreams: UpstreamView[]) => void): Promise<Stop>;
  /** The customer's window was opened or closed, by whomever. */
  onDisplayChanged(handler: (open: boolean) => void): Promise<Stop>;
}

/**
 * The till answered no. Anything else that is thrown means that no answer came, and then, for `sell`,
 * nobody knows what happened.
 */
export class Failure extends Error {
  readonly code: string;
  readonly hint: string;

  constructor(answer: WireError) {
    super(answer.message);
    this.code = answer.code;
    this.hint = answer.hint;
  }
}
