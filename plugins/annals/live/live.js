// Reloads the page after each build, and shows the fault of one that failed. Only the preview has it: the built site does not.

const events = new EventSource("/-/live");
let first;

events.onmessage = ({ data }) => {
  const { build, fault } = JSON.parse(data);
  first ??= build;
  if (fault) {
    show(fault);
  } else if (build !== first || document.querySelector(".live-fault")) {
    location.reload();
  }
};

function show(fault) {
  document.querySelector(".live-fault")?.remove();
  const panel = document.createElement("section");
  panel.className = "live-fault";
  panel.setAttribute("role", "alert");
  panel.tabIndex = 0;
  const heading = document.createElement("h2");
  heading.textContent = "The last change was not built: the page below is the one before it.";
  const text = document.createElement("pre");
  text.textContent = fault;
  panel.append(heading, text);
  document.body.prepend(panel);
}
