// Marks what is new since the last visit, once a reader has asked for it. What is kept: which reports stood on this list, in the
// browser's own storage. Nothing is sent, and no clock is asked: new is what stands above a report that was there, and was not there itself.

import { make, number } from "./parts/elements-1.js";

const KEY = `annals-seen ${location.pathname}`;
const always = () => storage("localStorage");
const thisVisit = () => storage("sessionStorage"); // as long as the tab

class AnnalsNewest extends HTMLElement {
  connectedCallback() {
    if (this.status) return;
    this.items = [...this.querySelectorAll("[data-report]")];
    this.status = make("span", { role: "status" });
    this.button = make("button", { type: "button", class: "show-all" });
    this.button.addEventListener("click", () => (this.on ? this.#forget() : this.#remember()));
    this.prepend(make("p", { class: "newest-told" }, this.status, " ", this.button));
    const seen = kept(always());
    if (seen) this.#compare(seen);
    else this.#off();
  }

  #off(words = "") {
    this.on = false;
    if (!always()) {
      this.button.hidden = true;
      this.status.textContent = "This browser keeps nothing for this site, so what is new since your last visit cannot be told.";
      return;
    }
    this.status.textContent =
      `${words}This browser can remember which reports are on this list, and mark what is new when you come back. It keeps their addresses on this device; nothing is sent.`;
    this.button.textContent = "Remember";
  }

  #remember() {
    if (!this.#store()) return this.#full();
    this.on = true;
    this.status.textContent = `Remembered. When you come back, what is new is marked.`;
    this.button.textContent = "Stop and forget";
  }

  #forget() {
    for (const place of [always(), thisVisit()]) place?.removeItem(KEY);
    for (const mark of this.querySelectorAll(".new")) mark.remove();
    this.#off("Forgotten. ");
    this.button.focus();
  }

  #full() {
    this.#off();
    this.status.textContent = "This browser would not keep it.";
  }

  // A visit lasts as long as the tab: what was new when it began stays marked.
  #compare(last) {
    this.on = true;
    const seen = new Set(kept(thisVisit()) ?? last);
    try {
      thisVisit()?.setItem(KEY, JSON.stringify([...seen]));
    } catch {
      // then a second look in this visit marks nothing
    }
    const known = this.items.map((item) => seen.has(item.dataset.report));
    const lastKnown = known.lastIndexOf(true);
    const fresh = this.items.filter((_, place) => !known[place] && (place < lastKnown || lastKnown < 0));
    for (const item of fresh) item.append(" ", make("b", { class: "mark new" }, "new"));
    const count = number(fresh.length);
    const whole = lastKnown < 0 && this.items.length > 0;
    this.status.textContent = !fresh.length
      ? "Nothing is new since your last visit."
      : `${count} ${fresh.length === 1 ? "report is" : "reports are"} new since your last visit${whole ? ", and there may be more than this list holds" : ""}.`;
    this.button.textContent = "Stop and forget";
    this.#store();
  }

  #store() {
    try {
      localStorage.setItem(KEY, JSON.stringify(this.items.map((item) => item.dataset.report)));
      return true;
    } catch {
      return false;
    }
  }
}

// What was remembered; null when that is nothing, or nothing of ours.
function kept(place) {
  try {
    const found = JSON.parse(place?.getItem(KEY) ?? "null");
    return Array.isArray(found) && found.every((id) => typeof id === "string") ? found : null;
  } catch {
    return null;
  }
}

// A browser may refuse so much as a look at its storage.
function storage(name) {
  try {
    return window[name];
  } catch {
    return null;
  }
}

customElements.define("annals-newest", AnnalsNewest);
