import { type Failure } from "../../ipc/backend";

/** What goes along with a request that may take more than the clerk's own right. */
export type Grant = { pin: string | null };

/** An action that waits for somebody's word. */
export type Asking = {
  /** What is to be done, in the words of its own button. */
  what: string;
  /** Why it was not done. */
  failure: Failure;
  /** Does it with what was given. Answers what is still wrong. */
  answer: (grant: Grant) => Promise<Failure | null>;
  cancel: () => void;
};

const nothing: Grant = { pin: null };
const asks = ["approval_needed", "owner_approval_needed", "custody_limit"];
/** A PIN that was no good leaves the dialog open. */
const stays = [...asks, "pin_wrong", "pin_locked", "not_allowed"];

/** The one way to an action that may take a manager: the till decides, and a dialog asks for what it lacks. */
export class Grants {
  asking = $state.raw<Asking | null>(null);
  readonly #failureOf: (error: unknown) => Failure;

  constructor(failureOf: (error: unknown) => Failure) {
    this.#failureOf = failureOf;
  }

  /** Does something, asking for a manager's PIN if the till says so. Undefined if nobody gave one. */
  async with<T>(what: string, act: (grant: Grant) => Promise<T>): Promise<T | undefined> {
    try {
      return await act(nothing);
    } catch (error) {
      const failure = this.#failureOf(error);
      if (!asks.includes(failure.code)) throw error;
      return this.#ask(what, failure, act);
    }
  }

  #ask<T>(what: string, failure: Failure, act: (grant: Grant) => Promise<T>): Promise<T | undefined> {
    this.asking?.cancel();
    return new Promise((resolve, reject) => {
      const end = () => {
        if (this.asking === asking) this.asking = null;
      };
      const asking: Asking = {
        what,
        failure,
        answer: async (grant) => {
          try {
            resolve(await act(grant));
          } catch (error) {
            const failure = this.#failureOf(error);
            if (stays.includes(failure.code)) return failure;
            reject(error instanceof Error ? error : failure);
          }
          end();
          return null;
        },
        cancel: () => {
          resolve(undefined);
          end();
        },
      };
      this.asking = asking;
    });
  }
}
