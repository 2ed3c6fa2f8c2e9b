// The conversation on the screen: bubbles, days between them, tables and choices.

import { language, texts } from "./texts.js";

const SWIPE = 56;

export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes))
    if (value === true) node.setAttribute(name, "");
    else if (value !== false && value != null) node.setAttribute(name, value);
  node.append(...children.filter((child) => child != null));
  return node;
}

export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `#i-${name}`);
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  svg.append(use);
  return svg;
}

// The house numbers the choices that a number can be typed for: "1 Undo".
export const parted = (label) => /^(?<number>\d{1,2}) (?<words>.+)$/s.exec(label)?.groups ?? { number: "", words: label };

export const excerpt = (item) => (item.text || texts().my_place).replace(/\s+/g, " ").slice(0, 60);

// Draws items and tells `tapped(id, button)`, `answered(id)` and `again(id)`: an item itself may be newer by then.
export class Log {
  constructor(box, events) {
    this.box = box;
    this.events = events;
    this.drawn = new Map();
    this.swipe();
  }

  // Bring the screen in line with the items, touching only what has changed.
  paint(items) {
    const wanted = [];
    let day = "";
    for (const item of items) {
      const date = new Date(item.at);
      if (date.toDateString() !== day) {
        day = date.toDateString();
        wanted.push(this.node(day, language(), () => el("p", { class: "day" }, dayName(date))));
      }
      const quoted = item.reply_to && items.find((other) => other.id === item.reply_to);
      const look = language() + JSON.stringify([item, quoted?.text]);
      wanted.push(this.node(item.id, look, () => this.bubble(item, quoted)));
    }
    const kept = new Set(wanted);
    for (const node of [...this.box.children]) if (!kept.has(node)) node.remove();
    for (const [key, { node }] of this.drawn) if (!kept.has(node)) this.drawn.delete(key);
    wanted.forEach((node, place) => {
      if (this.box.children[place] !== node) this.box.insertBefore(node, this.box.children[place] ?? null);
    });
  }

  node(key, look, draw) {
    const old = this.drawn.get(key);
    if (old?.look === look) return old.node;
    const node = draw();
    this.drawn.set(key, { look, node });
    if (old?.node.isConnected) {
      const focused = old.node.contains(document.activeElement) && document.activeElement;
      old.node.replaceWith(node);
      if (focused) this.refocus(node, focused);
    }
    return node;
  }

  // A drawn-anew message keeps the focus: on the same control, else on the message.
  refocus(node, focused) {
    const isSame = (one) => one.textContent === focused.textContent && one.className === focused.className;
    const same = [...node.querySelectorAll("button:enabled")].find(isSame);
    (same ?? node).focus({ preventScroll: true });
  }

  bubble(item, quoted) {
    const words = texts();
    const bubble = el(
      "div",
      { class: "bubble" },
      quoted ? el("p", { class: "quote" }, excerpt(quoted)) : null,
      item.text ? linked(el("p", { class: "text" }), item.text) : null,
      item.place ? el("p", { class: "text place" }, icon("place"), words.my_place) : null,
      item.table ? table(item.table) : null,
      ...(item.pictures ?? []).map(({ name, address }) => el("img", { class: "picture", src: address, alt: name })),
      ...(item.files ?? []).map(({ name, address }) =>
        el("a", { class: "file", href: address, download: name }, `📎 ${name}`),
      ),
      item.buttons?.length ? this.choices(item) : null,
      this.foot(item),
    );
    const who = `${item.mine ? words.own : words.bot} ${clock(item.at)}`;
    const look = `said ${item.mine ? "mine" : "ours"}`;
    const said = el("article", { class: look, tabindex: -1, "aria-label": who, "data-id": item.id }, bubble);
    if (!item.mine) {
      const name = `${words.answer}: ${excerpt(item)}`;
      const answer = el("button", { class: "answer round", "aria-label": name, title: words.answer }, icon("reply"));
      answer.onclick = () => this.events.answered(item.id);
      said.append(answer);
    }
    return said;
  }

  choices(item) {
    return el("div", { class: "choices" }, ...item.buttons.map((button) => this.choice(item, button)));
  }

  choice(item, button) {
    const { number, words } = parted(button.label);
    const label = [words];
    if (number) label.unshift(el("span", { class: "number" }, number), " ");
    if (button.link) return /^(https?|tel|mailto):/i.test(button.link) ? link(button.link, label, "choice") : null;
    const chosen = item.chosen === button.token;
    const node = el("button", {
      class: "choice",
      "data-token": button.token,
      disabled: item.used?.includes(button.token),
      "aria-disabled": item.busy ? "true" : null,
      "aria-pressed": chosen ? "true" : null,
    });
    node.append(...(chosen ? [icon("check")] : []), ...label);
    node.onclick = () => this.events.tapped(item.id, button);
    return node;
  }

  foot(item) {
    const words = texts();
    const time = el("time", { datetime: new Date(item.at).toISOString() }, clock(item.at));
    if (item.state === "failed" || item.state === "refused") {
      const again = el("button", { class: "again" }, icon("retry"), words[item.state]);
      again.onclick = () => this.events.again(item.id);
      return again;
    }
    if (!item.mine) return el("p", { class: "foot" }, time);
    const [sign, name] = item.state === "sending" ? ["clock", words.sending] : ["check", words.sent];
    return el("p", { class: "foot" }, time, el("span", { role: "img", "aria-label": name }, icon(sign)));
  }

  // Drag one of our messages to the right to answer it.
  swipe() {
    let held = null;
    const letGo = () => {
      if (held?.by >= SWIPE) this.events.answered(held.node.dataset.id);
      if (held) held.node.style.transform = "";
      held = null;
    };
    this.box.addEventListener("pointerdown", (event) => {
      const node = event.target.closest(".ours");
      const isDrag = event.pointerType === "touch" && node && !event.target.closest(".sheet");
      if (isDrag) held = { node, x: event.clientX, by: 0 };
    });
    this.box.addEventListener("pointermove", (event) => {
      if (!held) return;
      held.by = Math.max(0, Math.min(SWIPE + 16, event.clientX - held.x));
      held.node.style.transform = held.by > 8 ? `translateX(${held.by}px)` : "";
    });
    this.box.addEventListener("pointerup", letGo);
    this.box.addEventListener("pointercancel", () => {
      if (held) held.by = 0;
      letGo();
    });
  }
}

function table({ header, rows }) {
  const isFigure = (cell = "") => /^[¥$€]?[-+−\d.,]+\s*[%万天]?$|^$/.test(cell);
  const numeric = header.map((_, column) => rows.every((row) => isFigure(row[column])));
  const cells = (tag, row, more) =>
    row.map((cell, column) => linked(el(tag, { class: numeric[column] ? "figure" : null, ...more }), cell));
  const sheet = el(
    "div",
    { class: "sheet", role: "region", "aria-label": `${texts().table}: ${header.join(" ")}` },
    el(
      "table",
      {},
      el("thead", {}, el("tr", {}, ...cells("th", header, { scope: "col" }))),
      el("tbody", {}, ...rows.map((row) => el("tr", {}, ...cells("td", row)))),
    ),
  );
  // what is wider than the screen says so, and can be scrolled by keyboard
  new ResizeObserver((sheet.onscroll = () => {
    sheet.tabIndex = sheet.scrollWidth > sheet.clientWidth + 2 ? 0 : -1;
    sheet.classList.toggle("more", sheet.scrollLeft + sheet.clientWidth < sheet.scrollWidth - 2);
  })).observe(sheet);
  return sheet;
}

const link = (href, label, look) =>
  el("a", { class: look, href, target: "_blank", rel: "noopener noreferrer" }, ...label);

// Put words into a node; addresses and whole Chinese mobile numbers can be followed.
function linked(node, words) {
  let done = 0;
  for (const found of words.matchAll(/https?:\/\/[^\s<>"'，。；、（）()]+|(\+86 ?)?\b1[3-9]\d{9}\b/g)) {
    const address = found[0].startsWith("http") ? found[0] : `tel:${found[0].replace(" ", "")}`;
    node.append(words.slice(done, found.index), link(address, [found[0]]));
    done = found.index + found[0].length;
  }
  node.append(words.slice(done));
  return node;
}

const CLOCK = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
const clock = (at) => new Intl.DateTimeFormat(language(), CLOCK).format(at);

function dayName(date) {
  const words = texts();
  const days = Math.round((new Date().setHours(0, 0, 0, 0) - new Date(date).setHours(0, 0, 0, 0)) / 86400000);
  const near = [words.today, words.yesterday][days];
  const year = date.getFullYear() === new Date().getFullYear() ? undefined : "numeric";
  const look = { year, month: "short", day: "numeric", weekday: "short" };
  const named = new Intl.DateTimeFormat(language() === "zh" ? "zh-CN" : "en-GB", look).format(date);
  return near ? `${near} · ${named}` : named;
}
