import type { Backend } from "../../ipc/backend";
import type { ShowRequest } from "../../ipc/bindings";
import { Breath } from "./breath";
import type { Grant } from "./grants.svelte";

/**
 * The customer's side of the counter, as this page knows it. It says what the counter stands at; what the
 * customer reads is composed by the till.
 */
export class CustomerSide {
  /** The order whose code the customer sees now. */
  shown = $state<string | null>(null);
  readonly #backend: Backend;
  readonly #breath = new Breath();
  #ask: ShowRequest = { what: "nothing" };
  #key = "";
  #telling: Promise<void> = Promise.resolve();
  #hiding: ReturnType<typeof setTimeout> | undefined;

  constructor(backend: Backend) {
    this.#backend = backend;
  }

  /** The counter stands at something; `known` is what the till knows about it beyond the question. */
  stand(ask: ShowRequest, known: unknown): void {
    const key = JSON.stringify([ask, known]);
    if (key === this.#key) return;
    this.#key = key;
    this.#ask = ask;
    this.#over();
    this.#breath.after(() => this.#tell());
  }

  /** Nobody is told any more; whoever opens it next is told everything again. */
  forget(): void {
    this.#key = "";
    this.#breath.drop();
    this.#over();
  }

  /** Shows a code, which the till notes first. It hides by itself, at the same time as here. */
  async showCode(orderId: string, seconds: number, grant: Grant): Promise<void> {
    this.#breath.flush();
    await this.#telling;
    await this.#backend.displayCode({ order_id: orderId, ...grant });
    this.#over();
    this.shown = orderId;
    this.#hiding = setTimeout(() => this.#over(), seconds * 1000);
  }

  /** Takes the code away, and shows again what the counter stands at. */
  hideCode(): void {
    this.#over();
    this.#tell();
  }

  #over(): void {
    clearTimeout(this.#hiding);
    this.shown = null;
  }

  #tell(): void {
    // What the customer sees is no condition of a sale.
    this.#telling = this.#backend.displayShow(this.#ask).then(
      () => undefined,
      (error: unknown) => console.error(error),
    );
  }
}
