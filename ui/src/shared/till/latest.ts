/** Lets only the newest question's answer through, however late older ones come. */
export class Latest {
  #asked = 0;

  async ask<Data>(question: Promise<Data>): Promise<{ stale: boolean; data: Data }> {
    const mine = ++this.#asked;
    const data = await question.catch((error: unknown) => {
      if (mine !== this.#asked) return undefined as Data;
      throw error;
    });
    return { stale: mine !== this.#asked, data };
  }

  /** Forget whatever is still under way. */
  drop(): void {
    this.#asked++;
  }
}
