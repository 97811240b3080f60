import type { Catalogue } from "../features/sell/catalogue/catalogue.svelte";
import type { Counter } from "../features/sell/counter.svelte";
import { toTender } from "../features/sell/payment/tenders";
import type { CommandId } from "../shared/keys/actions";
import type { Till } from "../shared/till/till.svelte";

export type Shell = {
  till: Till;
  counter: Counter;
  catalogue: Catalogue;
  onSell: () => boolean;
  goToSell: () => Promise<void>;
  goToShift: () => void;
  goToReports: () => void;
  goToOrders: () => Promise<void>;
  help: () => void;
  drawer: () => void;
  reprint: () => void;
};

/** What a key does; `false` where it means nothing now, and goes on to whoever has the focus. */
export type Command = (shell: Shell, event: KeyboardEvent, number: number) => void | boolean;

export const focus = (selector: string): void => document.querySelector<HTMLElement>(selector)?.focus();
export const inField = (target: EventTarget | null): boolean =>
  target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;

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

/** The ways to pay by their places, cash being the first. */
const chooseTender: Command = ({ counter }, _event, place) => {
  if (!counter.payment || counter.payment.stage !== "asking") return false;
  void toTender(counter.payment, place - 1);
};

/** A favourite by its number; it lands in the basket and nowhere else. */
const addFavourite: Command = ({ till, counter, catalogue, goToSell }, event, number) => {
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

export const commands: Record<CommandId, Command> = {
  help: ({ help }) => help(),
  search: (shell) => void toSearch(shell),
  phone: ({ counter, goToSell }) => {
    counter.back();
    void goToSell().then(() => focus("[data-phone]"));
  },
  hold: (shell, event) => (event.repeat ? false : hold(shell)),
  recall: (shell, event) => void (event.repeat || recall(shell)),
  count: ({ counter, onSell }) => {
    if (!onSell() || counter.payment || !counter.current) return;
    counter.look();
    requestAnimationFrame(() => focus(`#quantity-${counter.current?.key}`));
  },
  drawer: ({ drawer }) => drawer(),
  pay: ({ counter, goToSell }) => {
    void goToSell().then(() => {
      if (!counter.payment) document.querySelector<HTMLElement>("[data-testid='pay']")?.click();
    });
  },
  reprint: ({ reprint }) => reprint(),
  lock: ({ till }) => {
    if (till.boot.clerk) void till.lock();
  },
  tender: chooseTender,
  favourites: addFavourite,
  orders: ({ goToOrders }) => void goToOrders().then(() => focus("#orders-search")),
  shift: ({ goToShift }) => goToShift(),
  reports: ({ goToReports }) => goToReports(),
  print: () => document.querySelector<HTMLElement>("[data-testid='print-all'], [data-testid='print']")?.click(),
  waiting: ({ counter, goToSell }) => {
    if (!counter.taking || !(counter.waiting.length + counter.room.ready.length)) return false;
    counter.room.list();
    void goToSell();
  },
  back: ({ counter, onSell }, event) => {
    if (onSell() && (counter.room.showing || counter.held.listing)) return stepOut(counter);
    if (!onSell()) return false;
    if (counter.payment?.stage !== "asking") return escapeAgain(counter, event);
    counter.back();
    requestAnimationFrame(() => focus("[data-testid='pay']"));
  },
  quantity: ({ counter, onSell }, event) => {
    if (inField(event.target) || !onSell() || counter.payment || !counter.current) return false;
    counter.step(counter.current, event.key === "+" ? 1 : -1);
  },
  remove: ({ counter, onSell }, event) => {
    if (inField(event.target) || !onSell() || counter.payment || !counter.current) return false;
    counter.remove(counter.current);
  },
};
