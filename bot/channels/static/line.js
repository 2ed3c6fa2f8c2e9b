// The line to the house: requests, the stream of events, and what waits to be sent.

const SILENCE = 50000; // the house shows life every 20 s

export class Fault extends Error {
  constructor(status, error) {
    super(error);
    this.status = status;
    this.error = error;
  }
  // Whether the same request may succeed later.
  get passes() {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

// GET, or POST when there is a body; the answer's JSON, else a Fault (status 0: no answer came).
export async function ask(path, body) {
  const options = { cache: "no-store", signal: AbortSignal.timeout?.(20000) };
  const headers = { "Content-Type": "application/json" };
  if (body) Object.assign(options, { method: "POST", body: JSON.stringify(body), headers });
  let response, answer;
  try {
    response = await fetch(`/chat/${path}`, options);
    answer = await response.json();
  } catch {
    throw new Fault(response && !response.ok ? response.status : 0, "network");
  }
  if (!response.ok) throw new Fault(response.status, answer.error ?? "other");
  return answer;
}

export function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16)); // randomUUID is missing on plain http
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

// The stream of events, opened again whenever it breaks. `opened` and `lost` hear of its state,
// `heard(name, content)` of the events. The house's first beat tells that the stream is up.
export class Stream {
  constructor({ opened, lost, heard }) {
    Object.assign(this, { opened, lost, heard, live: false, tries: 0 });
  }
  open() {
    this.close();
    this.source = new EventSource("/chat/events");
    this.source.addEventListener("beat", () => this.beat());
    for (const name of ["message", "edit"])
      this.source.addEventListener(name, (event) => {
        this.watch();
        this.heard(name, JSON.parse(event.data));
      });
    this.source.onerror = () => this.fail();
    this.watch();
  }
  beat() {
    this.watch();
    this.tries = 0;
    if (!this.live) this.opened();
    this.live = true;
  }
  fail() {
    this.close();
    this.live = false;
    const wait = Math.min(30000, 1000 * 2 ** this.tries++) * (0.7 + Math.random() * 0.6);
    this.timer = setTimeout(() => this.open(), wait);
    this.lost();
  }
  // Hang up until somebody hurries.
  rest() {
    this.close();
    this.live = false;
  }
  // Try at once: the network has come back, or somebody looks at the page.
  hurry() {
    if (!this.live) this.open();
  }
  watch() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.fail(), SILENCE);
  }
  close() {
    clearTimeout(this.timer);
    this.source?.close();
  }
}

// What is said but not yet taken by the house, oldest first, kept over reloads for each account.
export class Unsent {
  constructor(account) {
    this.prefix = `fieldbook.unsent.${account}.`;
    this.waiting = [];
    keep((store) => {
      for (const name of Object.keys(store))
        if (name.startsWith(this.prefix)) this.waiting.push(JSON.parse(store[name]));
    });
    this.waiting.sort((one, other) => one.at - other.at);
  }
  add(item) {
    this.waiting.push(item);
    keep((store) => store.setItem(this.prefix + item.id, JSON.stringify(item)));
  }
  drop(id) {
    this.waiting = this.waiting.filter((item) => item.id !== id);
    keep((store) => store.removeItem(this.prefix + id));
  }
}

// The browser's store, where it has one.
export function keep(use) {
  try {
    return use(localStorage);
  } catch {
    return null;
  }
}
