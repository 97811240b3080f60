import type Office from "./Office.svelte";

class Loaded {
  /** `null` until it is here. */
  component = $state.raw<typeof Office | null>(null);
}

export const office = new Loaded();

/** Fetches the screens of the back office, unless they are there. */
export async function loadOffice(): Promise<void> {
  office.component ??= (await import("./Office.svelte")).default;
}
