// The room: one person's conversation, from the first message to signing out.

import { el, excerpt, Log, parted } from "./bubbles.js";
import { Composer } from "./composer.js";
import { ask, newKey, Stream, Unsent } from "./line.js";
import { language, speak, texts } from "./texts.js";

const $ = (id) => document.getElementById(id);
const SHOWN = 300;
const NOTING = 6000; // thanks get no answer
const BUSY = 12000;

export class Room {
  constructor(me, limit) {
    Object.assign(this, { me, items: [], events: 0, unread: 0, tries: 0, answering: null, atEnd: true });
    this.unsent = new Unsent(me.account);
    this.composer = new Composer(me.account, limit, {
      said: (body) => this.say(body),
      left: () => this.answer(null),
    });
    this.log = new Log($("log"), {
      tapped: (id, button) => this.tap(this.find(id), button),
      answered: (id) => this.answer(this.find(id)),
      again: (id) => this.again(this.find(id)),
    });
    this.stream = new Stream({
      opened: () => this.opened(),
      lost: () => this.lost(),
      heard: (name, said) => this.heard(name, said),
    });
  }

  start() {
    $("room").hidden = false;
    this.greet();
    this.composer.start();
    this.items = this.unsent.waiting.map((waiting) => drawn(waiting));
    this.watch();
    $("log").setAttribute("aria-busy", "true");
    this.load();
    this.stream.open();
  }

  find(id) {
    return this.items.find((item) => item.id === id);
  }

  greet() {
    speak(this.me.language);
    const words = texts();
    $("my-name").textContent = this.me.name;
    $("my-face").textContent = face(this.me.name);
    $("me").setAttribute("aria-label", words.me(this.me.name));
    $("hello").textContent = words.hello(this.me.name);
    $("example").textContent = words.example;
    $("example").onclick = () => this.composer.put(words.example);
    const starts = words.starts.map((start) => {
      const button = el("button", {}, start);
      button.onclick = () => this.say({ text: start });
      return el("li", {}, button);
    });
    $("starts").replaceChildren(...starts);
  }

  // --- what comes in

  // Read the history again and lay it under what is only here.
  async load() {
    const events = this.events;
    try {
      const { me, said } = await ask("history");
      if (me.account !== this.me.account) return location.reload();
      const relearn = me.language !== language();
      this.me = me;
      if (relearn) this.greet();
      this.merge(said);
      if (events !== this.events) this.loadSoon();
    } catch (fault) {
      if (fault.status === 401) return location.reload();
    } finally {
      $("log").removeAttribute("aria-busy");
      this.paint();
    }
  }

  loadSoon() {
    clearTimeout(this.loading);
    this.loading = setTimeout(() => this.load(), 250);
  }

  merge(said) {
    const known = new Map(this.items.map((item) => [item.id, item]));
    const told = new Set(said.map((one) => one.id));
    const items = said.map((one) => ({ ...known.get(one.id), ...one, at: Date.parse(one.at), state: undefined }));
    for (const item of this.items.filter((item) => !told.has(item.id))) {
      const after = item.state ? -1 : items.findIndex((other) => other.at > item.at);
      items.splice(after < 0 ? items.length : after, 0, item);
    }
    for (const one of said) this.unsent.drop(one.id);
    this.items = items.slice(-SHOWN);
    this.paint();
  }

  heard(name, said) {
    this.events++;
    const item = this.find(said.id);
    if (name === "edit") {
      if (item) Object.assign(item, said, { at: item.at });
      else this.loadSoon();
    } else if (item) {
      Object.assign(item, said, { at: Date.parse(said.at), state: undefined });
      this.unsent.drop(item.id);
    } else {
      const waiting = this.items.findIndex((one) => one.state && one.state !== "sending");
      this.items.splice(waiting < 0 ? this.items.length : waiting, 0, { ...said, at: Date.parse(said.at) });
    }
    if (!said.mine) this.answered(name);
    this.paint();
  }

  answered(name) {
    this.noting(false);
    this.free();
    if (this.items.some((item) => item.buttons?.length)) this.loadSoon(); // which buttons are used up by now
    if (document.hidden && name === "message") document.title = `(${++this.unread}) Fieldbook`;
  }

  opened() {
    $("strip").textContent = "";
    this.load();
    this.flush();
  }

  lost() {
    $("strip").textContent = texts().reconnecting;
    this.load(); // tells at once whether the session has ended
  }

  // --- what goes out

  say(body) {
    const waiting = { id: newKey(), at: Date.now(), body: { ...body, reply_to: this.answering?.id } };
    this.unsent.add(waiting);
    this.items.push(drawn(waiting));
    this.answer(null);
    this.paint(true);
    this.flush();
  }

  tap(item, button) {
    if (!item || this.items.some((one) => one.busy)) return;
    Object.assign(item, { busy: true, chosen: button.token });
    setTimeout(() => this.free() ?? this.paint(), BUSY);
    this.answer(null);
    this.say({ token: button.token, label: parted(button.label).words.slice(0, 200) });
  }

  // Choices can be pressed again, as far as they are not used up.
  free() {
    for (const item of this.items) item.busy = false;
  }

  // Send what waits, one after the other; the house knows by its key what it already has.
  async flush() {
    clearTimeout(this.retry);
    if (this.flushing) return;
    this.flushing = true;
    for (let next; (next = this.unsent.waiting.find((one) => !one.refused)); ) {
      this.mark(next.id, "sending");
      if (!(await this.post(next))) break;
    }
    this.flushing = false;
  }

  async post(waiting) {
    try {
      this.noting(true);
      const age = Math.max(0, Date.now() - waiting.at) / 1000;
      await ask("send", { id: waiting.id, account: this.me.account, age, ...waiting.body });
    } catch (fault) {
      return this.refused(waiting, fault);
    }
    this.tries = 0;
    if (!this.stream.live) this.loadSoon();
    this.unsent.drop(waiting.id);
    this.mark(waiting.id, undefined);
    return true;
  }

  // Whether the next message may be tried.
  refused(waiting, fault) {
    this.noting(false);
    if (fault.status === 401 || fault.status === 409) return location.reload();
    if (!fault.passes) {
      waiting.refused = true;
      this.mark(waiting.id, "refused");
      this.composer.fault(fault.error);
      return true;
    }
    for (const one of this.unsent.waiting) if (!one.refused) this.mark(one.id, "failed");
    this.free();
    this.retry = setTimeout(() => this.flush(), Math.min(60000, 8000 * 2 ** this.tries++));
    return this.paint();
  }

  again(item) {
    if (item?.state !== "refused") return this.flush();
    this.unsent.drop(item.id);
    this.items.splice(this.items.indexOf(item), 1);
    this.composer.put(item.text);
    this.paint();
  }

  mark(id, state) {
    const item = this.find(id);
    if (item) item.state = state;
    this.paint();
  }

  answer(item) {
    this.answering = item ?? null;
    $("answering").hidden = !item;
    if (!item) return;
    $("answered").textContent = excerpt(item);
    $("say").focus();
  }

  // --- the screen

  paint(toEnd = false) {
    const scroll = $("scroll");
    const last = this.items.at(-1)?.id;
    this.log.paint(this.items);
    $("welcome").hidden = this.items.length > 0 || $("log").hasAttribute("aria-busy");
    if (toEnd || this.atEnd) scroll.scrollTop = scroll.scrollHeight;
    else if (last !== this.last) $("newer").hidden = false;
    this.last = last;
  }

  noting(on) {
    clearTimeout(this.giveUp);
    clearTimeout(this.soon);
    if (!on) $("typing").replaceChildren();
    else {
      this.soon = setTimeout(() => {
        const dots = el("span", { class: "dots", "aria-hidden": "true" }, el("i"), el("i"), el("i"));
        $("typing").replaceChildren(dots, texts().noting);
        this.paint();
      }, 250);
      this.giveUp = setTimeout(() => this.noting(false) ?? this.load(), NOTING);
    }
  }

  watch() {
    const scroll = $("scroll");
    $("not-answering").onclick = () => this.answer(null);
    $("newer").onclick = () => scroll.scrollTo({ top: scroll.scrollHeight });
    scroll.onscroll = () => {
      this.atEnd = scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 96;
      if (this.atEnd) $("newer").hidden = true;
    };
    new ResizeObserver(() => this.atEnd && scroll.scrollTo(0, scroll.scrollHeight)).observe(scroll);
    // a browser has six lines to a house: tabs in the back hang up when another comes to the front
    const tabs = new BroadcastChannel("fieldbook");
    tabs.onmessage = () => document.hidden && this.stream.rest();
    tabs.postMessage("front");
    addEventListener("online", () => this.stream.hurry() ?? this.flush());
    document.addEventListener("visibilitychange", () => {
      if (document.hidden) return;
      this.unread = 0;
      document.title = "Fieldbook";
      this.stream.hurry();
      tabs.postMessage("front");
    });
    // iOS lays its keyboard over the page instead of making it smaller
    visualViewport?.addEventListener("resize", () => {
      document.documentElement.style.setProperty("--height", `${visualViewport.height}px`);
    });
  }
}

export const face = (name) => [...name.trim()][0]?.toUpperCase() ?? "";

// What waits to be sent, as an item of the conversation.
function drawn({ id, at, body }) {
  const { place, reply_to } = body;
  return { id, at, mine: true, text: body.text ?? body.label ?? "", place, reply_to, state: "sending" };
}
