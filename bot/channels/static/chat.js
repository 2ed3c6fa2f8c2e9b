// The front door of the page: who is it, and then the room.

import { el } from "./bubbles.js";
import { ask, keep } from "./line.js";
import { face, Room } from "./room.js";
import { speak, texts } from "./texts.js";

const $ = (id) => document.getElementById(id);

async function begin() {
  speak(navigator.language);
  let state;
  try {
    state = await ask("me");
  } catch {
    return unreachable();
  }
  $("door-fault").textContent = "";
  const { me, people, limit } = state;
  if (!me) return door(people);
  const room = new Room(me, limit);
  room.start();
  menu(room, people);
}

function unreachable() {
  $("door").hidden = false;
  $("door-fault").textContent = texts().faults.network;
  setTimeout(begin, 3000);
}

function door(people) {
  $("door").hidden = false;
  $("pick").hidden = !people.length;
  $("code-form").hidden = people.length > 0;
  const failed = (fault) => complain("door-fault", fault);
  $("people").replaceChildren(...people.map((person) => choice(person, failed)));
  $("code-form").onsubmit = (event) => {
    event.preventDefault();
    enter("sign-in", { code: $("code").value }, (fault) => {
      complain("door-fault", fault);
      $("code").select();
    });
  };
  if (!people.length) $("code").focus();
}

// A new person gets a new page: nothing of the one before stays behind.
async function enter(path, body, failed) {
  try {
    await ask(path, body);
    location.reload();
  } catch (fault) {
    failed(fault);
  }
}

function complain(id, fault) {
  $(id).textContent = texts().faults[fault.error] ?? texts().faults.other;
}

function choice(person, failed, isMe = false) {
  const words = texts();
  const button = el(
    "button",
    { class: "person", "aria-current": isMe ? "true" : null },
    el("span", { class: "face", "aria-hidden": "true" }, face(person.name)),
    el("span", {}, el("b", {}, person.name), el("small", {}, words.roles[person.role] ?? person.role)),
  );
  button.onclick = () => (isMe ? $("menu").close() : enter("sign-in-as", { account: person.account }, failed));
  return el("li", {}, button);
}

function menu(room, people) {
  const failed = (fault) => complain("unsent", fault);
  $("me").onclick = () => {
    const words = texts();
    const waiting = room.unsent.waiting.length;
    $("menu-title").textContent = people.length ? words.switch : room.me.name;
    $("unsent").textContent = waiting ? words.unsent(waiting) : "";
    const isMe = (person) => person.account === room.me.account;
    $("others").replaceChildren(...people.map((person) => choice(person, failed, isMe(person))));
    $("menu").showModal();
  };
  $("menu").onclick = (event) => event.target === $("menu") && $("menu").close();
  $("stay").onclick = () => $("menu").close();
  $("leave").onclick = () => {
    keep(() => sessionStorage.clear()); // half a sentence is nobody else's business
    enter("sign-out", {}, failed);
  };
}

begin();
