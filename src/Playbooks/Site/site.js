// All of this adds to pages that can be read without it: the search, buttons that copy, and folded code that opens when it is linked to.
"use strict";

for (const pre of document.querySelectorAll("pre")) {
  const frame = document.createElement("div");
  frame.className = "copyable";
  pre.replaceWith(frame);
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy";
  button.textContent = "Copy";
  button.setAttribute("aria-label", "Copy: " + pre.getAttribute("aria-label"));
  button.addEventListener("click", async () => {
    button.textContent = (await copied(pre)) ? "Copied" : "Press Ctrl+C";
    setTimeout(() => { button.textContent = "Copy"; }, 2500);
  });
  frame.append(pre, button);
}

async function copied(pre) {
  try {
    await navigator.clipboard.writeText(pre.textContent);
    return true;
  } catch {
    // A page from a disk may not reach the clipboard: leave the text selected.
    getSelection().selectAllChildren(pre);
    return false;
  }
}

// A page of code is for many types: the link that led to it says for which, and under which names.
const names = document.getElementById("names");
const came = new URLSearchParams(location.search);
const type = came.get("of") ?? "";
if (names && /^[a-z0-9-]+\/[a-z0-9-]+$/.test(type)) {
  const own = (came.get("as") ?? "").split(" ");
  const theirs = document.querySelector("main").dataset.variables.split(" ");
  const put = [["provider/credential", type], ["provider%2Fcredential", encodeURIComponent(type)], ["provider-credential", type.replace("/", "-")]];
  // The longest first: one name may begin another.
  if (own.length === theirs.length && own.every((name) => /^[A-Z_][A-Z0-9_]*$/.test(name)))
    put.push(...theirs.map((name, i) => [name, own[i]]).sort((a, b) => b[0].length - a[0].length));
  const texts = document.createTreeWalker(document.querySelector(".text"), NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) for (const [from, to] of put) texts.currentNode.data = texts.currentNode.data.replaceAll(from, to);
  const back = document.createElement("a");
  back.href = `../types/${type}.html`;
  back.textContent = type;
  names.replaceChildren("Names are those of ", back, ". Where it stands under another path, put that in.");
}

function unfold() {
  const target = location.hash.length > 1 ? document.getElementById(decodeURIComponent(location.hash.slice(1))) : null;
  const folded = target?.closest("details");
  if (!folded || folded.open) return;
  folded.open = true;
  target.scrollIntoView();
}
addEventListener("hashchange", unfold);
unfold();

const search = document.getElementById("search");
if (search && window.stanchTypes) {
  const most = 40;
  const query = document.getElementById("query");
  const found = document.getElementById("found");
  const count = document.getElementById("count");
  const results = document.getElementById("results");
  const types = window.stanchTypes.map(([id, title, provider, severity, starts]) => ({
    id, title, severity, provider: provider.toLowerCase(), text: [id, title, provider].join(" ").toLowerCase(), starts: starts.split(" ").filter(Boolean),
  }));
  search.hidden = false;
  search.addEventListener("submit", (event) => {
    event.preventDefault();
    results.querySelector("a")?.click();
  });
  query.addEventListener("input", show);
  show();

  function show() {
    const asked = query.value.trim();
    const words = asked.toLowerCase().split(/\s+/).filter(Boolean);
    const hits = types.map((type) => [rank(type, asked, words), type]).filter(([points]) => points > 0).sort((a, b) => b[0] - a[0]);
    found.hidden = words.length === 0;
    count.textContent = words.length === 0 ? "" : hits.length === 0 ? "Nothing of that name. Try the provider's name, or the list of all below."
      : hits.length === 1 ? "1 type" : hits.length > most ? `${hits.length} types, the nearest ${most} of them` : `${hits.length} types`;
    results.replaceChildren(...hits.slice(0, most).map(([, type]) => item(type)));
  }

  function rank(type, asked, words) {
    if (words.length === 0) return 0;
    const start = type.starts.find((s) => asked.startsWith(s) || (asked.length > 1 && s.startsWith(asked)));
    if (start) return 100 + start.length;
    if (!words.every((word) => type.text.includes(word))) return 0;
    const whole = words.join(" ");
    return type.provider === whole ? 50 : type.provider.startsWith(whole) ? 40 : words.every((word) => ` ${type.text}`.includes(` ${word}`)) ? 20 : 10;
  }

  function item(type) {
    const entry = document.createElement("li");
    const link = document.createElement("a");
    link.href = `types/${type.id}.html`;
    link.textContent = type.title;
    const line = document.createElement("span");
    line.className = "line";
    const badge = document.createElement("span");
    badge.className = `badge ${type.severity}`;
    badge.textContent = type.severity;
    const id = document.createElement("code");
    id.textContent = type.id;
    line.append(badge, id);
    entry.append(link, line);
    return entry;
  }
}
