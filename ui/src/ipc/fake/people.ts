import type { Commands } from "../backend";
import type { BootView, CustodyView, PeopleView, PersonView, Role } from "../bindings";
import { fail } from "./drawer";
import { latin } from "./money";

type PeopleCommands = "people" | "personAdd" | "personChange" | "setCustody";
type Frame = { get: () => BootView; keep: (boot: BootView) => void };

const person = (name: string, role: Role, colour: number, more: Partial<PersonView> = {}): PersonView => ({
  name,
  role,
  colour,
  is_self: false,
  left_at: null,
  seen_at: null,
  locked_until: null,
  ...more,
});
const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();

/** People in memory, with the till's own rules. */
export class FakePeople {
  readonly #asked: string[];
  readonly #pins = new Map<string, string>();
  people: PersonView[] = [
    person("Huda", "owner", 1, { seen_at: ago(3) }),
    person("Sami", "clerk", 0, { seen_at: ago(44) }),
    person("Mona", "manager", 2, { seen_at: ago(1500), locked_until: ago(-9) }),
    person("Omar", "clerk", 3, { left_at: ago(50_000), seen_at: ago(50_400) }),
  ];

  custody: CustodyView = { reveals: 20, copies: 20 };
  readonly #given = new Set<string>();
  #again = 0;

  constructor(asked: string[]) {
    this.#asked = asked;
  }

  /** An order's code is shown: the first time is the customer's, later ones count for a clerk. */
  reveals(orderId: string, clerk: BootView["clerk"], admit: () => void): void {
    const isDue = !this.#given.has(orderId);
    this.#given.add(orderId);
    if (isDue || clerk?.role !== "clerk" || this.custody.reveals === 0) return;
    if (this.#again >= this.custody.reveals) admit();
    else this.#again += 1;
  }

  commands(frame: Frame): Pick<Commands, PeopleCommands> {
    const clerk = () => frame.get().clerk;
    const admit = () => {
      if (clerk() && clerk()?.role !== "owner") fail("not_allowed", "Sami may not do this.", "Ask the owner.");
    };
    const view = (): PeopleView => ({
      people: this.people.map((one) => ({ ...one, is_self: one.name === clerk()?.name })),
      custody: this.custody,
    });
    const named = (name: string) =>
      this.people.find((one) => one.name === name) ?? fail("unknown_person", "Nobody has this name.", "Look again.");
    const free = (name: string, but?: PersonView) => {
      const same = this.people.some((one) => one !== but && one.name.toLowerCase() === name.toLowerCase());
      if (same) fail("name_taken", "Somebody has this name, or had it.", "Choose another one.");
    };
    const own = (pin: string, name: string) => {
      const digits = latin(pin);
      if ([...this.#pins].some(([other, known]) => known === digits && other !== name))
        fail("pin_taken", "This PIN is somebody else’s.", "Choose another one.");
      this.#pins.set(name, digits);
    };
    const keepsOwner = (but: PersonView) => {
      const others = this.people.some((one) => one !== but && one.role === "owner" && !one.left_at);
      if (!others && but.role === "owner") fail("last_owner", "The shop needs an owner.", "Make another one first.");
    };
    return {
      people: async () => (admit(), view()),
      setCustody: async (custody) => {
        admit();
        this.custody = custody;
        this.#asked.push(`custody ${custody.reveals} ${custody.copies}`);
        return view();
      },
      personAdd: async ({ name, role, pin }) => {
        admit();
        if (!this.people.length && role !== "owner") fail("first_is_owner", "The first one is the owner.", "Add them.");
        free(name);
        own(pin, name);
        this.#asked.push(`person add ${name} ${role}`);
        const isFirst = !this.people.length;
        this.people.push(person(name, role, this.people.length % 8));
        if (isFirst) frame.keep({ ...frame.get(), clerk: { name, role, colour: 0 } });
        return view();
      },
      personChange: async ({ name, change }) => {
        admit();
        const one = named(name);
        this.#asked.push(`person ${change.what} ${name}`);
        const replace = (next: Partial<PersonView>) =>
          (this.people = this.people.map((other) => (other === one ? { ...one, ...next } : other)));
        if (change.what === "rename") {
          free(change.name, one);
          replace({ name: change.name });
          const now = clerk();
          if (now?.name === name) frame.keep({ ...frame.get(), clerk: { ...now, name: change.name } });
        } else if (change.what === "role") {
          if (change.role !== "owner") keepsOwner(one);
          replace({ role: change.role });
        } else if (change.what === "leave") {
          keepsOwner(one);
          replace({ left_at: new Date().toISOString() });
        } else if (change.what === "unlock") {
          replace({ locked_until: null });
        } else {
          own(change.pin, name);
          replace({ left_at: null, locked_until: null });
        }
        return view();
      },
    };
  }
}
