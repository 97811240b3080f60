import type { Commands } from "../backend";
import type { BootView, Language, SetupBackupRequest, SetupStep, SetupView } from "../bindings";
import type { FakeRestoring } from "./backups";
import { fail } from "./drawer";
import type { FakeOptions } from "./options";

const order: SetupStep[] = ["language", "shop", "supplier", "goods", "printer", "owner"];

const now = () => new Date().toISOString();

/** Why a fake till does not begin to sell at once, if so. */
export function held(options: FakeOptions, isSetUp: boolean): void {
  if (options.stuck) fail("key_unreachable", "The key to the codes cannot be reached.", "Log in again.");
  if (options.setup && !isSetUp) fail("not_provisioned", "This till is not set up yet.", "Set it up.");
}

/** Setting a fake till up for the first time. */
export function setup(
  begin: SetupStep | null,
  asked: string[],
  frame: () => BootView,
  keep: (boot: BootView) => void,
  restoring: FakeRestoring,
): Pick<
  Commands,
  | "setup"
  | "setupGo"
  | "setupBackups"
  | "setupLook"
  | "setupRestore"
  | "setupRestoring"
  | "setupRestoreStop"
  | "setupShop"
  | "setupSupplier"
  | "setupCatalogue"
  | "setupProduct"
  | "setupPrinter"
  | "setupOwner"
  | "setupDone"
> {
  const known = begin !== null && order.indexOf(begin) > 1;
  let view: SetupView = {
    step: begin ?? "done",
    language: frame().language,
    shop_name: known ? "Abu Ali Mobile" : null,
    country: known ? "PS" : null,
    currency: known ? "ILS" : null,
    practice: known ? false : null,
    supplier: begin === "goods" ? "palcards" : null,
    has_catalogue: false,
    products: 0,
    printer: null,
  };
  const speak = (language: Language | null) => {
    if (!language) return;
    view = { ...view, language };
    keep({ ...frame(), language });
  };
  const open = async () => frame();
  const opens = ({ file, passphrase }: SetupBackupRequest) => {
    if (!file.endsWith(".raseed")) fail("not_a_backup", "This file is no backup of Raseed.", "Name a file.");
    if (!passphrase) fail("passphrase_needed", "This backup is sealed with a passphrase.", "RASEED_PASSPHRASE");
    if (passphrase === "wrong") fail("passphrase_wrong", "This is not its passphrase.", "RASEED_PASSPHRASE");
  };
  return {
    setup: async () => view,
    setupGo: async ({ step, language }) => {
      speak(language);
      return (view = { ...view, step });
    },
    setupBackups: async () => [
      { file: "/media/shop/raseed-K7MQ2F-20261126.raseed", name: "raseed-K7MQ2F-20261126.raseed", at: now() },
    ],
    setupLook: async (request) => {
      opens(request);
      asked.push(`look ${request.file}`);
      const at = now();
      const facts = { shop_name: "Abu Ali Mobile", till_code: "K7MQ2F", orders: 1204, z: 41, portable: true };
      return { ...facts, backup_at: at, last_sale_at: at };
    },
    setupRestore: async (request) => {
      opens(request);
      if (restoring.view) {
        await new Promise<void>((goOn, stop) => {
          restoring.goOn = goOn;
          restoring.stop = () => {
            try {
              fail("restore_stopped", "The restore was stopped. Nothing was changed.", "Start it again.");
            } catch (stopped) {
              stop(stopped as Error);
            }
          };
        });
      }
      asked.push(`restore ${request.file}`);
      keep({ ...frame(), shop_name: "Abu Ali Mobile", locked: true, clerk: null });
      return (view = { ...view, step: "done", shop_name: "Abu Ali Mobile" });
    },
    setupRestoring: async () => restoring.view,
    setupRestoreStop: async () => {
      if (!restoring.view?.may_stop) return false;
      restoring.stop?.();
      return true;
    },
    setupShop: async ({ name, country, currency, practice }) => {
      asked.push(`shop ${name} ${country} ${currency} ${practice ? "practice" : "real"}`);
      const next = practice ? "printer" : "supplier";
      return (view = { ...view, shop_name: name, country, currency, practice, step: next });
    },
    setupSupplier: async ({ kind, api_key, rate, anyway }) => {
      const good = api_key.startsWith("sk_");
      asked.push(`supplier ${kind} ${good ? "accepted" : "refused"} ${rate ?? "-"}`);
      const kept = good || anyway;
      if (kept) view = { ...view, supplier: kind, has_catalogue: kind !== "palcards", step: "goods" };
      const [message, hint] = good ? [null, null] : [`${kind} does not accept the key.`, "Copy it once more."];
      return { kept, message, hint, view, balance: good ? "412.50" : null, currency: good ? "USD" : null };
    },
    setupCatalogue: async () => (view = { ...view, products: 214 }),
    setupProduct: async ({ item, price }) => {
      asked.push(`product ${item} ${price}`);
      return (view = { ...view, products: view.products + 1 });
    },
    setupPrinter: async ({ kind, address }) => {
      asked.push(`printer ${kind} ${address}`);
      view = { ...view, printer: "receipt" };
      const ok = kind !== "escpos-device";
      const printed = {
        via: "receipt",
        ok,
        confirmed: kind === "escpos-tcp",
        may_have_printed: false,
        file: kind === "pdf" ? "/media/usb/receipts/test.pdf" : null,
        trouble: ok ? null : "unreachable",
        message: ok ? null : "the printer cannot be reached",
        hint: ok ? null : "Check cable and power.",
      };
      return { printed, view };
    },
    setupOwner: async ({ name, pin }) => {
      if (!view.shop_name) fail("not_provisioned", "No shop yet.", "Name the shop first.");
      asked.push(`owner ${name} ${pin.length}`);
      view = { ...view, step: "done" };
      const clerk = { name, role: "owner", colour: 0 };
      keep({ ...frame(), shop_name: view.shop_name ?? "", clerk, attention: 0 });
      return frame();
    },
    setupDone: open,
  };
}
