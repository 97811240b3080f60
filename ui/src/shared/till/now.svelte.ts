import { onDestroy } from "svelte";

/** The clock of a component that shows an elapsed time. */
export class Now {
  ms = $state(Date.now());

  constructor() {
    const tick = setInterval(() => (this.ms = Date.now()), 500);
    onDestroy(() => clearInterval(tick));
  }
}
