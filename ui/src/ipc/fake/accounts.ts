import type { Commands } from "../backend";
import type { AccountsView, AccountView, BootView, UpstreamView } from "../bindings";
import { fail } from "./drawer";

const addresses: Record<string, string> = {
  palcards: "https://sandbox.palcards.example/api",
  plexy: "https://gate.plexy.example",
  payerly: "https://api.payerly.example/v1",
};
const goodKey = /^sk_/;

/** The accounts of a fake till; a key is good that begins as theirs do. */
export class FakeAccounts {
  /** Catalogues that are being fetched: how far, and how many there are. */
  readonly syncing = new Map<string, { products: number; of: number | null }>();
  readonly #stops = new Map<string, () => void>();
  readonly #keys = new Map<string, string>();
  readonly #fetched = new Map<string, string>();

  #account({ id, role, kind, environment, state, currency, balance, message, hint }: UpstreamView): AccountView {
    const at = new Date(Date.now() - 40_000).toISOString();
    const wallets = balance === null ? [] : [{ currency: currency ?? "USD", balance, as_of: at, charged: true }];
    const catalogue = {
      fetched: id === "plexy",
      at: this.#fetched.get(id) ?? null,
      products: id === "plexy" ? 214 : 26,
      syncing: this.syncing.get(id) ?? null,
    };
    return {
      ...{ id, role, kind, environment, state, message, hint, wallets },
      answered_at: state === "asking" ? null : at,
      address: addresses[id] ?? "",
      key: this.#keys.get(id) ?? "••••7f3a",
      currency: role === "supplier" ? "USD" : "ILS",
      catalogue: role === "supplier" ? catalogue : null,
    };
  }

  view({ upstreams, clerk }: BootView): AccountsView {
    return {
      accounts: upstreams.map((upstream) => this.#account(upstream)),
      may_sync: clerk === null || clerk.role !== "clerk",
      may_change: clerk === null || clerk.role === "owner",
    };
  }

  commands(
    frame: () => BootView,
    asked: string[],
  ): Pick<Commands, "accounts" | "accountTest" | "accountKey" | "catalogueSync" | "catalogueCancel"> {
    return {
      accounts: async () => this.view(frame()),
      accountTest: async ({ id }) => (asked.push(`test ${id}`), this.view(frame())),
      accountKey: async ({ account, key, anyway }) => {
        if (!this.view(frame()).may_change) fail("not_allowed", "Sami may not do this.", "Ask the owner.");
        const kept = anyway || goodKey.test(key);
        if (kept) this.#keys.set(account.id, `••••${key.slice(-4)}`);
        asked.push(`key ${account.id} ${kept ? "kept" : "refused"}`);
        const [message, hint] = kept ? [null, null] : [`${account.id} does not accept the key.`, "Copy it once more."];
        return { kept, message, hint, view: this.view(frame()) };
      },
      catalogueSync: async ({ id }) => {
        asked.push(`sync ${id}`);
        this.syncing.set(id, { products: 120, of: 214 });
        const cancelled = await new Promise<boolean>((resolve) => {
          this.#stops.set(id, () => resolve(true));
          setTimeout(() => resolve(false), 1500);
        });
        this.syncing.delete(id);
        if (!cancelled) this.#fetched.set(id, new Date().toISOString());
        return { added: cancelled ? 0 : 3, changed: cancelled ? 0 : 1, removed: 0, cancelled };
      },
      catalogueCancel: async ({ id }) => {
        asked.push(`stop ${id}`);
        this.#stops.get(id)?.();
        return null;
      },
    };
  }
}
