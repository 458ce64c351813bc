// Pan, zoom and tooltips for a map that is whole without them.

import { make } from "./parts/elements-1.js";

const STEP = 1.6;
const MOST = 12;

const attribute = (element, name) => Number(element.getAttribute(name) ?? 0);

class AnnalsMap extends HTMLElement {
  connectedCallback() {
    const svg = this.querySelector("svg");
    if (!svg || this.tip) return;
    this.svg = svg;
    this.whole = svg.viewBox.baseVal;
    this.home = [this.whole.x, this.whole.y, this.whole.width, this.whole.height];
    this.names = [...svg.querySelectorAll("text[dx], text[dy]")].map((text) => [text, attribute(text, "dx"), attribute(text, "dy")]);
    this.leads = [...svg.querySelectorAll(".lead")].map((line) => {
      const [x, y] = [attribute(line, "x1"), attribute(line, "y1")];
      return [line, x, y, attribute(line, "x2") - x, attribute(line, "y2") - y];
    });
    this.append(this.buttons(), this.tooltip());
    svg.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
    svg.addEventListener("pointerdown", (event) => this.grab(event));
    svg.addEventListener("dblclick", (event) => this.zoom(STEP, this.at(event)));
    // not on the svg: that would make it a stop of its own for the keyboard
    for (const name of ["pointerover", "focusin"]) this.addEventListener(name, (event) => this.tell(event));
    for (const name of ["pointerout", "focusout"]) this.addEventListener(name, () => (this.tip.hidden = true));
    this.addEventListener("keydown", (event) => this.key(event));
  }

  buttons() {
    const entries = [
      ["+", "Zoom in", () => this.zoom(STEP)],
      ["\u2212", "Zoom out", () => this.zoom(1 / STEP)],
      ["\u21ba", "Show the whole map", () => this.show(...this.home)],
    ];
    const buttons = entries.map(([text, label, run]) => {
      const button = make("button", { type: "button", "aria-label": label, title: label }, text);
      button.addEventListener("click", run);
      return button;
    });
    return make("div", { class: "map-buttons" }, ...buttons);
  }

  tooltip() {
    this.tip = make("p", { class: "map-tip", hidden: true, "aria-hidden": "true" }); // the link has the same words as its name
    for (const mark of this.svg.querySelectorAll(".mark")) {
      const title = mark.querySelector("title");
      mark.setAttribute("aria-label", title.textContent);
      title.remove(); // or the browser would show it a second time
    }
    return this.tip;
  }

  tell(event) {
    const mark = event.target.closest(".mark");
    if (!mark) return;
    this.tip.textContent = mark.getAttribute("aria-label");
    this.tip.hidden = false;
    const box = mark.getBoundingClientRect();
    const own = this.getBoundingClientRect();
    const room = own.width - this.tip.offsetWidth;
    const left = box.left + box.width / 2 - own.left - this.tip.offsetWidth / 2;
    this.tip.style.left = `${Math.max(0, Math.min(room, left))}px`;
    this.tip.style.top = `${Math.max(0, box.top - own.top - this.tip.offsetHeight - 6)}px`;
  }

  at(event) {
    const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(this.svg.getScreenCTM().inverse());
    return [point.x, point.y];
  }

  zoom(factor, around) {
    const { x, y, width, height } = this.svg.viewBox.baseVal;
    const wide = Math.min(this.home[2], Math.max(this.home[2] / MOST, width / factor));
    const high = (wide * this.home[3]) / this.home[2];
    const [cx, cy] = around ?? [x + width / 2, y + height / 2];
    this.show(cx - ((cx - x) * wide) / width, cy - ((cy - y) * high) / height, wide, high);
  }

  show(x, y, width, height) {
    const [left, top, wide, high] = this.home;
    const clamp = (value, least, most) => Math.max(least, Math.min(most, value));
    const fit = [clamp(x, left, left + wide - width), clamp(y, top, top + high - height), width, height];
    this.svg.setAttribute("viewBox", fit.map((value) => Math.round(value)).join(" "));
    const zoom = width / wide;
    this.style.setProperty("--zoom", String(zoom)); // names and marks keep their size on the screen,
    for (const [text, dx, dy] of this.names) {
      text.setAttribute("dx", dx * zoom); // and names stay as near to their marks
      text.setAttribute("dy", dy * zoom);
    }
    for (const [line, x, y, dx, dy] of this.leads) {
      line.setAttribute("x2", x + dx * zoom);
      line.setAttribute("y2", y + dy * zoom);
    }
    this.classList.toggle("zoomed", width < wide);
    this.tip.hidden = true;
  }

  wheel(event) {
    if (!event.ctrlKey && !event.metaKey) return; // the page scrolls
    event.preventDefault();
    this.zoom(event.deltaY < 0 ? STEP : 1 / STEP, this.at(event));
  }

  grab(event) {
    if (event.button || !this.classList.contains("zoomed")) return; // nothing to move: the page scrolls under the finger
    const start = this.at(event);
    let moved = false;
    const move = (next) => {
      const [x, y] = this.at(next);
      if (Math.hypot(x - start[0], y - start[1]) < 30 && !moved) return;
      moved = true;
      const view = this.svg.viewBox.baseVal;
      this.show(view.x + start[0] - x, view.y + start[1] - y, view.width, view.height);
    };
    const end = () => {
      window.removeEventListener("pointermove", move);
      window.removeEventListener("pointerup", end);
      window.removeEventListener("pointercancel", end);
      if (moved) this.svg.addEventListener("click", (click) => click.preventDefault(), { capture: true, once: true });
    };
    window.addEventListener("pointermove", move);
    window.addEventListener("pointerup", end);
    window.addEventListener("pointercancel", end);
  }

  key(event) {
    const { x, y, width, height } = this.svg.viewBox.baseVal;
    const run = {
      "+": () => this.zoom(STEP),
      "=": () => this.zoom(STEP),
      "-": () => this.zoom(1 / STEP),
      0: () => this.show(...this.home),
      ArrowLeft: () => this.show(x - width / 5, y, width, height),
      ArrowRight: () => this.show(x + width / 5, y, width, height),
      ArrowUp: () => this.show(x, y - height / 5, width, height),
      ArrowDown: () => this.show(x, y + height / 5, width, height),
    }[event.key];
    const moves = event.key.startsWith("Arrow");
    if (!run || event.ctrlKey || event.metaKey || event.altKey || (moves && !this.classList.contains("zoomed"))) return;
    event.preventDefault();
    run();
  }
}

customElements.define("annals-map", AnnalsMap);
