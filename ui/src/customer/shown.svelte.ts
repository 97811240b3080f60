import type { CustomerView } from "../ipc/bindings";

/** What the till last said. It is replaced whole: nothing of what was shown before is kept. */
class Shown {
  view = $state.raw<CustomerView | null>(null);
}

export const shown = new Shown();
