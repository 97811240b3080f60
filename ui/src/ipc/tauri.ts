import { takeAhead } from "./ahead";
import { type Backend, type Commands, Failure, type Result, type Stop } from "./backend";
import { commands, events, type WireError } from "./bindings";
import { afterPicture } from "./picture";

async function opened<Data>(answer: Promise<Result<Data, WireError>>): Promise<Data> {
  const result = await answer;
  if (result.status === "ok") return result.data;
  throw new Failure(result.error);
}

type Call = (...args: never[]) => Promise<Result<unknown, WireError>>;

const asking =
  (name: string, call: Call) =>
  async (...args: never[]): Promise<unknown> => {
    const ahead = takeAhead(name, args);
    if (ahead) return ahead.data;
    await afterPicture();
    return opened(call(...args));
  };

type Event<Payload> = { listen: (hear: (event: { payload: Payload }) => void) => Promise<Stop> };

async function hearing<Payload>(event: Event<Payload>, hear: (payload: Payload) => void): Promise<Stop> {
  await afterPicture();
  return event.listen(({ payload }) => hear(payload));
}

/** The till behind the window. */
export const tauri: Backend = {
  ...(Object.fromEntries(
    Object.entries(commands).map(([name, call]) => [name, asking(name, call as Call)]),
  ) as unknown as Commands),
  onSaleChanged: (handler) => hearing(events.saleChanged, handler),
  onAttentionChanged: (handler) => hearing(events.attentionChanged, ({ count }) => handler(count)),
  onUpstreamsChanged: (handler) => hearing(events.upstreamsChanged, handler),
  onDisplayChanged: (handler) => hearing(events.displayChanged, ({ open }) => handler(open)),
};
