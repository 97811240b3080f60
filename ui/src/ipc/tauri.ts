import { type Backend, type Commands, Failure, type Result } from "./backend";
import { takeAhead } from "./ahead";
import { commands, events, type WireError } from "./bindings";

async function opened<Data>(answer: Promise<Result<Data, WireError>>): Promise<Data> {
  const result = await answer;
  if (result.status === "ok") return result.data;
  throw new Failure(result.error);
}

type Call = (...args: never[]) => Promise<Result<unknown, WireError>>;

const asking =
  (name: string, call: Call) =>
  async (...args: never[]): Promise<unknown> =>
    (takeAhead(name, args) ?? { data: await opened(call(...args)) }).data;

/** The till behind the window. */
export const tauri: Backend = {
  ...(Object.fromEntries(
    Object.entries(commands).map(([name, call]) => [name, asking(name, call as Call)]),
  ) as unknown as Commands),
  onSaleChanged: (handler) => events.saleChanged.listen((event) => handler(event.payload)),
  onAttentionChanged: (handler) => events.attentionChanged.listen((event) => handler(event.payload.count)),
  onUpstreamsChanged: (handler) => events.upstreamsChanged.listen((event) => handler(event.payload)),
  onDisplayChanged: (handler) => events.displayChanged.listen((event) => handler(event.payload.open)),
};
