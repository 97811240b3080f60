import { onMount } from "svelte";
import type { SaleCard } from "../../ipc/bindings";
import type { Till } from "../till/till.svelte";

/** Calls `changed` whenever a sale changes, as long as the component stands. */
export function follow(till: Till, changed: (card: SaleCard) => void): void {
  onMount(() => {
    let gone = false;
    let stop: (() => void) | null = null;
    void till.backend.onSaleChanged(changed).then((found) => {
      if (gone) found();
      else stop = found;
    });
    return () => {
      gone = true;
      stop?.();
    };
  });
}
