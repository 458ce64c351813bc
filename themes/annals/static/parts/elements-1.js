// What the scripts of the theme make their pieces of page with. Text is only ever set as text.
// Browsers may keep this file for good, for its address says no version: what is to be other gets another number in its name.

// An element. An attribute that is true has no value; one that is null, undefined or false is left out, as is a child that is null.
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined && value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}

// A number with its thousands set apart. A phone takes a tenth of a second to get ready for toLocaleString().
export function number(count) {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ",");
}
