// Names below the field of every page, as one types. They are plain links; how many there are is said in a live region.

import { make } from "../parts/elements-1.js";

const version = new URL(import.meta.url).search;
const load = (module) => import(`./${module}.js${version}`);
const [{ Files }, { Names }, { arrangeNames, arrows, nameItem, plural }] = await Promise.all([load("files"), load("names"), load("showing")]);

const MOST = 8;
const PAUSE = 80; // milliseconds after the last key

export class Suggestions {
  #asked = 0;
  #timer;

  constructor(host) {
    this.host = host;
    this.field = host.field;
    this.action = host.form.action;
    this.names = new Names(new Files(this.action));
    this.list = make("ul", { class: "ways" });
    this.status = make("p", { class: "unseen", role: "status" });
    this.panel = make("div", { class: "suggestions", hidden: true }, this.list);
    host.append(this.panel, this.status);
    this.field.addEventListener("input", () => this.#soon());
    host.addEventListener("keydown", (event) => this.#key(event));
    host.addEventListener("focusout", (event) => {
      if (!host.contains(event.relatedTarget)) this.#close();
    });
    this.field.addEventListener("focus", () => this.#soon());
    if (this.field.value.trim()) this.#soon();
  }

  #soon() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#show(), PAUSE);
  }

  async #show() {
    const text = this.field.value.trim();
    const asked = ++this.#asked;
    if (!text) return this.#close();
    const found = await this.names.find(text, MOST).catch(() => []);
    if (asked !== this.#asked || !this.host.contains(document.activeElement)) return;
    const address = new URL(this.action);
    address.searchParams.set("q", text);
    const all = make("li", { class: "all" }, make("a", { href: address.href }, `Search all reports for “${text}”`));
    arrangeNames(this.list, [...found.map(nameItem), all], this.field);
    this.panel.hidden = false;
    this.status.textContent = found.length ? `${plural(found.length, "name")} below. Arrow keys go through them.` : "No name. Enter searches the reports.";
  }

  #close() {
    this.#asked += 1;
    clearTimeout(this.#timer);
    this.panel.hidden = true;
    this.status.textContent = "";
  }

  #key(event) {
    if (event.key === "Escape") {
      event.preventDefault();
      if (this.panel.hidden) this.field.blur();
      else if (document.activeElement !== this.field) this.field.focus();
      this.#close();
    } else if (!this.panel.hidden) {
      arrows(event, this.field, [...this.list.querySelectorAll("a")]);
    }
  }
}
