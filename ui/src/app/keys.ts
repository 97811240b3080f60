import type { Till } from "../shared/till/till.svelte";
import type { Catalogue } from "../features/sell/catalogue/catalogue.svelte";
import type { Counter } from "../features/sell/counter.svelte";
import { toTender } from "../features/sell/payment/tenders";

export type Shell = {
  till: Till;
  counter: Counter;
  catalogue: Catalogue;
  onSell: () => boolean;
  goToSell: () => Promise<void>;
  goToOrders: () => Promise<void>;
  goToShift: () => void;
  goToReports: () => void;
  help: () => void;
  drawer: () => void;
  reprint: () => void;
};

const focus = (selector: string): void => document.querySelector<HTMLElement>(selector)?.focus();
const inField = (target: EventTarget | null): boolean =>
  target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
const dialogOpen = (): boolean => document.querySelector("dialog[open]") !== null;

/** The web view's own keys would reload, print or search the page. */
const ofTheBrowser = ["F1", "F3", "F5", "F7", "F12", "Ctrl+r", "Ctrl+p", "Ctrl+f", "Ctrl+g", "Ctrl+1"];

function nameOf(event: KeyboardEvent): string {
  const control = event.ctrlKey || event.metaKey;
  // Letters by their place, so that Ctrl+P also works under an Arabic layout.
  const place = /^(?:Key|Digit|Numpad)([A-Z0-9])$/.exec(event.code)?.[1]?.toLowerCase();
  if (event.altKey && place) return `Alt+${place}`;
  return control ? `Ctrl+${place ?? event.key}` : event.key;
}

/** One map of keys for the whole window; every key of it is also printed on its control or in the help. */
export function onKey(event: KeyboardEvent, shell: Shell): void {
  const key = nameOf(event);
  if (ofTheBrowser.includes(key)) event.preventDefault();
  if (event.defaultPrevented && !ofTheBrowser.includes(key)) return;
  if (shell.till.boot.locked || event.isComposing) return;
  // Whoever leaves the till locks it, whatever stands open.
  if (dialogOpen() && key !== "F12") return;
  const command = commands[key];
  if (command) {
    if (command(shell, event) !== false) event.preventDefault();
    return;
  }
  if (event.altKey || event.ctrlKey || event.metaKey || inField(event.target)) return;
  if ([...event.key].length === 1 && event.key !== " ") typeIntoSearch(shell);
}

/** The key that is being pressed is then typed into the field. */
function typeIntoSearch(shell: Shell): void {
  if (shell.onSell()) {
    if (shell.counter.taking) focus("#search");
  } else focus("#orders-search");
}

async function toSearch({ counter, goToSell }: Shell): Promise<void> {
  counter.back();
  await goToSell();
  focus("#search");
}

/** Esc again within this time, with nothing left to step back from, asks whether to clear the basket. */
const againMs = 1000;
let lastEscape = Number.NEGATIVE_INFINITY;

function escapeAgain(counter: Counter, event: KeyboardEvent): boolean {
  if (event.repeat || !counter.holdable) return false;
  if (event.timeStamp - lastEscape <= againMs) counter.asksClear = true;
  lastEscape = event.timeStamp;
  return true;
}

/** From one waiting sale to their list, and from there to the basket. */
function stepOut(counter: Counter): void {
  if (counter.room.shown) return counter.room.list();
  counter.look();
  requestAnimationFrame(() => focus("#search"));
}

type Command = (shell: Shell, event: KeyboardEvent) => void | boolean;
const stepBy =
  (by: number): Command =>
  ({ counter, onSell }, event) => {
    if (inField(event.target) || !onSell() || counter.payment || !counter.current) return false;
    counter.step(counter.current, by);
  };

/** The ways to pay by their places, cash being the first. */
const chooseTender =
  (place: number): Command =>
  ({ counter }) => {
    if (!counter.payment || counter.payment.stage !== "asking") return false;
    void toTender(counter.payment, place - 1);
  };

/** A favourite by its number; it lands in the basket and nowhere else. */
const addFavourite =
  (number: number): Command =>
  ({ till, counter, catalogue, goToSell }, event) => {
    const tile = catalogue.favourites.at(number);
    if (!tile || event.repeat) return false;
    if (!counter.taking) return void till.notify("pending", till.words.t("notice-not-now"));
    counter.add(tile);
    void goToSell();
  };

function hold({ till, counter }: Shell): void {
  const { t } = till.words;
  if (counter.holdable) void counter.held.hold();
  else till.notify("pending", t(counter.payment?.parked === false ? "held-not-now" : "pay-empty"));
}

async function recall({ till, counter, goToSell }: Shell): Promise<void> {
  if (!counter.taking) return void till.notify("pending", till.words.t("notice-not-now"));
  await goToSell();
  counter.held.list();
  if (!counter.held.listing) focus("#search");
}

const commands: Record<string, Command> = {
  F1: ({ help }) => help(),
  "?": ({ help }, event) => (inField(event.target) ? false : help()),
  "/": (shell, event) => {
    if (inField(event.target) || !shell.onSell()) return false;
    if (shell.counter.taking) focus("#search");
  },
  F2: (shell) => void toSearch(shell),
  F3: ({ counter, goToSell }) => {
    counter.back();
    void goToSell().then(() => focus("[data-phone]"));
  },
  F4: (shell, event) => (event.altKey || event.repeat ? false : hold(shell)),
  F5: (shell, event) => void (event.repeat || recall(shell)),
  F6: ({ counter, onSell }) => {
    if (!onSell() || counter.payment || !counter.current) return;
    counter.look();
    requestAnimationFrame(() => focus(`#quantity-${counter.current?.key}`));
  },
  F7: ({ drawer }) => drawer(),
  F9: ({ counter, goToSell }) => {
    void goToSell().then(() => {
      if (!counter.payment) document.querySelector<HTMLElement>("[data-testid='pay']")?.click();
    });
  },
  F10: ({ reprint }, event) => (event.shiftKey ? false : reprint()),
  F12: ({ till }) => {
    if (till.boot.clerk) void till.lock();
  },
  ...Object.fromEntries([1, 2, 3, 4].map((place) => [`Ctrl+${place}`, chooseTender(place)])),
  ...Object.fromEntries([1, 2, 3, 4, 5, 6, 7, 8, 9].map((number) => [`Alt+${number}`, addFavourite(number)])),
  "Ctrl+f": ({ goToOrders }) => void goToOrders().then(() => focus("#orders-search")),
  "Ctrl+z": ({ goToShift }, event) => (event.shiftKey ? goToShift() : false),
  "Ctrl+r": ({ goToReports }, event) => (event.shiftKey ? goToReports() : false),
  "Ctrl+p": () => document.querySelector<HTMLElement>("[data-testid='print-all'], [data-testid='print']")?.click(),
  "Alt+0": ({ counter, goToSell }) => {
    if (!counter.taking || !(counter.waiting.length + counter.room.ready.length)) return false;
    counter.room.list();
    void goToSell();
  },
  Escape: ({ counter, onSell }, event) => {
    if (onSell() && (counter.room.showing || counter.held.listing)) return stepOut(counter);
    if (!onSell()) return false;
    if (counter.payment?.stage !== "asking") return escapeAgain(counter, event);
    counter.back();
    requestAnimationFrame(() => focus("[data-testid='pay']"));
  },
  "+": stepBy(1),
  "-": stepBy(-1),
  Delete: ({ counter, onSell }, event) => {
    if (inField(event.target) || !onSell() || counter.payment || !counter.current) return false;
    counter.remove(counter.current);
  },
};
