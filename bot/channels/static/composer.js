// Where one writes: Enter sends, a draft survives a reload, a place can be sent.

import { keep } from "./line.js";
import { texts } from "./texts.js";

const $ = (id) => document.getElementById(id);

// Tells `said(body)` of a text or a place, and `left()` when somebody presses Escape.
export class Composer {
  constructor(account, limit, events) {
    Object.assign(this, { limit, events, draft: `fieldbook.draft.${account}` });
    const say = (this.say = $("say"));
    say.oninput = () => this.changed();
    say.onkeydown = (event) => this.pressed(event);
    $("composer").onsubmit = (event) => {
      event.preventDefault();
      this.submit();
    };
    $("send").onpointerdown = (event) => event.preventDefault(); // the keyboard stays open
    $("place").hidden = !(isSecureContext && navigator.geolocation);
    $("place").onclick = () => this.locate();
  }

  start() {
    this.say.value = keep(() => sessionStorage.getItem(this.draft)) ?? "";
    this.changed();
    if (matchMedia("(hover: hover) and (pointer: fine)").matches) this.say.focus();
  }

  // Put words into an empty field, to be changed before they are sent.
  put(text) {
    if (!this.say.value) this.say.value = text;
    this.changed();
    this.say.focus();
  }

  fault(name) {
    $("fault").textContent = name ? (texts().faults[name] ?? texts().faults.other) : "";
  }

  changed() {
    const { say } = this;
    say.style.height = "auto";
    say.style.height = `${say.scrollHeight + 2}px`;
    this.fault();
    $("send").toggleAttribute("data-ready", !!say.value.trim());
    keep(() => sessionStorage.setItem(this.draft, say.value));
  }

  pressed(event) {
    if (event.key === "Escape") this.events.left();
    // while an input method composes, Enter belongs to it; Safari tells by 229 alone
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    this.submit();
  }

  submit() {
    const text = this.say.value.trim();
    if (!text) return this.say.focus();
    if ([...text].length > this.limit) return this.fault("too_long");
    this.say.value = "";
    this.changed();
    this.events.said({ text });
  }

  locate() {
    const done = (fault) => {
      $("place").removeAttribute("aria-busy");
      this.fault(fault);
    };
    $("place").setAttribute("aria-busy", "true");
    navigator.geolocation.getCurrentPosition(
      ({ coords: { latitude, longitude } }) => {
        done();
        this.events.said({ place: { latitude, longitude } });
      },
      () => done("place"),
      { enableHighAccuracy: true, timeout: 15000, maximumAge: 30000 },
    );
  }
}
