/* The article as it is, with everything that was found in it: the frame, what is selected, clicks, keys and previews;
   reader_text.js and reader_find.js belong to it. The article's words only ever become text nodes, so nothing in them
   can become markup or code. The page counts offsets in characters; JavaScript counts some of them (emoji,
   rare letters) twice, so every offset is turned over at the border. */

const MARGIN = 24 // px kept free above and below what is scrolled to
const TIP_MS = 140 // ms of hovering before a preview opens
const NEAR = 8 // px between a word and its preview
const LONGEST_ADDED = 2000 // characters that can be selected to be added
const CSS_OF = { name: "name", unplaced: "unplaced", cue: "cue", hedge: "hedge", negation: "negation" }
const readers = new WeakMap() // where a reader is mounted -> what it shows

export default function (component) {
  const { data, parentElement } = component
  const reader = readers.get(parentElement) ?? mount(parentElement)
  reader.send = (what, value) => component.setTriggerValue("act", [what, value])
  reader.wanted = data
  if (reader.version === data.version) select(reader, data)
  else load(reader, data.version)
  return () => unmount(reader)
}

/* The text and its marks come once; until they are there, what was drawn before stays. */
async function load(reader, version) {
  if (reader.asked === version) return
  reader.asked = version
  const drawn = await fetch(new URL(`api/text/${version}.json`, document.baseURI)).then((answer) => answer.ok && answer.json()).catch(() => null)
  if (reader.asked !== version) return // the page has said something newer meanwhile
  reader.asked = null
  if (!drawn) return reader.body.replaceChildren(make("p", "", "The article could not be loaded. Reload the page."))
  redraw(reader, { ...drawn, version })
  select(reader, reader.wanted)
}

/* ---- the frame: heading, steps, find ---- */

function make(tag, css, ...kids) {
  const element = document.createElement(tag)
  if (css) element.className = css
  element.append(...kids.filter((kid) => kid !== null && kid !== ""))
  return element
}

function button(css, label, hint, act) {
  const element = make("button", css, label)
  Object.assign(element, { type: "button", title: hint })
  element.setAttribute("aria-label", hint)
  element.addEventListener("click", act)
  return element
}

function mount(parent) {
  const reader = { root: parent, version: null, focus: "", found: [], at: -1, searched: "" }
  readers.set(parent, reader)
  reader.position = make("span", "soft")
  reader.steps = make("span", "steps", reader.position,
    button("step", "‹", "the naming before", () => step(reader, -1)), button("step", "›", "the next naming", () => step(reader, 1)))
  reader.body = make("div", "reader-text")
  Object.assign(reader.body.dataset, { scroll: "reader" })
  reader.body.dir = "auto"
  reader.tip = make("div", "reader-tip")
  reader.tip.id = "reader-tip"
  reader.tip.setAttribute("role", "tooltip")
  reader.tip.hidden = true
  reader.adder = make("div", "reader-adder", button("reader-add", "Add as a place or statement", "Add these words as a place or a statement that was missed", () => add(reader)))
  reader.adder.hidden = true
  const bar = make("div", "pane-bar", make("h2", "", "Article"), reader.steps, finder(reader))
  parent.append(make("div", "sheet reader-host", make("div", "reader", bar, reader.body, reader.tip, reader.adder)))
  listen(reader)
  return reader
}

function listen(reader) {
  const { body } = reader
  body.addEventListener("click", (event) => clicked(reader, event))
  body.addEventListener("keydown", (event) => pressed(reader, event))
  body.addEventListener("mouseover", (event) => pointed(reader, event.target, TIP_MS))
  body.addEventListener("mouseleave", () => hush(reader))
  body.addEventListener("focusin", (event) => event.target.matches(":focus-visible") && pointed(reader, event.target, 0))
  body.addEventListener("focusout", () => hush(reader))
  body.addEventListener("scroll", () => (hush(reader), (reader.adder.hidden = true)), { passive: true })
  reader.onSelection = () => offerAdding(reader)
  reader.onPoint = (event) => lightNames(reader, event.detail)
  document.addEventListener("selectionchange", reader.onSelection)
  window.addEventListener("dateline:point", reader.onPoint)
}

function unmount(reader) {
  if (reader.root.isConnected) return // only drawn anew
  document.removeEventListener("selectionchange", reader.onSelection)
  window.removeEventListener("dateline:point", reader.onPoint)
}

/* ---- what is selected ---- */

function select(reader, data) {
  reader.data = data
  const [lit, chosen] = [new Set(data.lit), new Set(data.chosen)]
  reader.body.querySelectorAll("[data-at]").forEach((one) => one.classList.toggle("lit", lit.has(one.dataset.at)))
  reader.body.querySelectorAll("[data-mention]").forEach((one) => {
    if (chosen.has(one.dataset.mention)) one.setAttribute("aria-current", "true")
    else one.removeAttribute("aria-current")
  })
  showSteps(reader, data)
  holdFocusable(reader, namesOf(reader).find((one) => one.dataset.mention === (data.mention || data.chosen[0])))
  CSS.highlights?.set("said", new Highlight(...data.words.map(([start, end]) => rangeOf(reader, toUnit(reader, start), toUnit(reader, end)))))
  findSearched(reader, data.search)
  if (reader.focus === data.focus) return
  reader.focus = data.focus
  if (data.focus) requestAnimationFrame(() => reveal(reader, reader.body.querySelector(`[data-at="${CSS.escape(data.focus)}"]`)))
}

function showSteps(reader, { chosen, mention }) {
  reader.steps.hidden = chosen.length < 2
  const at = chosen.indexOf(mention)
  reader.position.textContent = at >= 0 ? `${at + 1} of ${chosen.length}` : `named ${chosen.length} times`
}

function step(reader, by) {
  const { chosen, mention } = reader.data
  const at = chosen.indexOf(mention)
  const next = at < 0 ? (by > 0 ? 0 : chosen.length - 1) : (at + by + chosen.length) % chosen.length
  reader.send("mention", chosen[next])
}

/* Scrolls inside the pane only, and leaves the focus where it is. */
function reveal(reader, target, again = false) {
  if (!target) return
  const box = reader.body.getBoundingClientRect()
  const spot = target.getBoundingClientRect()
  if (!box.height || (spot.top >= box.top + MARGIN && spot.bottom <= box.bottom - MARGIN)) return
  const room = Math.max(MARGIN, (box.height - spot.height) / 3)
  const isLong = reader.body.classList.contains("long") // a long way is not travelled, and ends where it is measured again
  const calm = isLong || matchMedia("(prefers-reduced-motion: reduce)").matches
  reader.body.scrollTo({ top: reader.body.scrollTop + spot.top - box.top - room, behavior: calm ? "auto" : "smooth" })
  if (isLong && !again) requestAnimationFrame(() => reveal(reader, target, true))
}

function rangeOf(reader, start, end) {
  const range = document.createRange()
  range.selectNodeContents(reader.body)
  for (const { node, start: first, end: last } of reader.nodes) {
    if (start >= first && start < last) range.setStart(node, start - first)
    if (end > first && end <= last) range.setEnd(node, end - first)
  }
  return range
}

/* ---- clicks and keys ---- */

function clicked(reader, event) {
  if (getSelection().toString()) return // a reader who copies text does not select
  const name = event.target.closest("[data-mention]")
  if (name) return reader.send("mention", name.dataset.mention)
  const claims = event.target.closest("[data-claims]")?.dataset.claims.split(" ")
  if (claims) reader.send("claim", claims[(claims.indexOf(reader.data.claim) + 1) % claims.length])
}

/* One stop for Tab; the arrows go from name to name. */
const MOVES = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }

function pressed(reader, event) {
  const name = event.target.closest("[data-mention]")
  if (!name || event.ctrlKey || event.metaKey || event.altKey) return
  if (event.key === "Escape" && !reader.tip.hidden) return event.stopPropagation(), hush(reader)
  if (name.tagName !== "BUTTON" && (event.key === "Enter" || event.key === " ")) return event.preventDefault(), name.click()
  const names = namesOf(reader)
  const at = names.indexOf(name)
  const next = event.key === "Home" ? names[0] : event.key === "End" ? names.at(-1) : names[at + (MOVES[event.key] ?? 0)]
  if (!next || next === name) return
  event.preventDefault()
  event.stopPropagation()
  holdFocusable(reader, next)
  next.focus()
}

function holdFocusable(reader, name) {
  const target = name ?? (reader.stop?.isConnected ? reader.stop : namesOf(reader)[0])
  if (reader.stop && reader.stop !== target) reader.stop.tabIndex = -1
  if (target) target.tabIndex = 0
  reader.stop = target
}

/* ---- previews ---- */

function pointed(reader, target, wait) {
  const mark = target.closest?.("[data-hint]")
  if (mark === reader.pointed) return
  hush(reader)
  reader.pointed = mark
  if (!mark) return
  preview(mark.dataset.key ?? null)
  reader.timer = setTimeout(() => showTip(reader, mark), wait)
}

function hush(reader) {
  clearTimeout(reader.timer)
  if (reader.pointed?.dataset.key) preview(null)
  reader.pointed?.removeAttribute("aria-describedby")
  reader.pointed = null
  reader.tip.hidden = true
}

function showTip(reader, mark) {
  reader.tip.textContent = mark.dataset.hint
  reader.tip.hidden = false
  const pane = reader.root.querySelector(".reader").getBoundingClientRect()
  const spot = mark.getClientRects()[0]
  if (!spot) return hush(reader)
  const width = reader.tip.offsetWidth
  const left = Math.min(Math.max(spot.left - pane.left, NEAR), pane.width - width - NEAR)
  const above = spot.top - pane.top - reader.tip.offsetHeight - NEAR
  const top = above > 0 ? above : spot.bottom - pane.top + NEAR
  Object.assign(reader.tip.style, { left: `${left}px`, top: `${top}px` })
}

/* The place that a name leads to is lit on the map. */
function preview(key) {
  try {
    const frame = document.querySelector('iframe[title*="st_folium"]')?.contentWindow
    if (frame?.map) frame.Dateline?.preview(frame.map, key)
  } catch {
    // the frame is being loaded
  }
}

/* The names of the place that is pointed at on the map are lit. */
function lightNames(reader, { key, on }) {
  reader.body.querySelectorAll("[data-key]").forEach((one) => one.classList.toggle("pointed", on && one.dataset.key === key))
}
