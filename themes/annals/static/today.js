// The way to today in the calendar of all years. The day is that of the reader's own clock.

import { make } from "./parts/elements-1.js";

class AnnalsToday extends HTMLElement {
  connectedCallback() {
    if (this.told) return;
    const now = new Date();
    const id = [now.getMonth() + 1, now.getDate()].map((number) => String(number).padStart(2, "0")).join("-");
    const day = this.querySelector(`[data-day="${id}"]`);
    day?.classList.add("today");
    const there = day?.querySelector("a"); // a month without any report is not shown
    const link = there && make("a", { href: there.href }, there.getAttribute("aria-label"));
    this.told = make("p", {}, "Today: ", link ?? "no report in any year");
    this.prepend(this.told);
  }
}

customElements.define("annals-today", AnnalsToday);
