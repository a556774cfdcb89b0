/* Draws a tree of plain records as elements; sheet_keys.js and sheet_live.js belong to it. Article text only ever
   becomes a text node, and only the tags and attributes named here exist, so nothing in an article can become markup
   or code. */

const TAGS = new Set(
  "a article b button dd details div dl dt em h1 h2 h3 h4 header i input label li mark nav ol option p q section select small span strong summary ul".split(" "),
)
const ATTRIBUTE = /^(aria-[a-z]+|data-[a-z-]+|dir|lang|placeholder|role|tabindex|title|type|open|value|readonly|selected)$/
const MARGIN = 24 // px kept free above and below what is scrolled to
const SOON_MS = 15_000 // ms within which a list that was asked for is drawn, on a busy machine, too
const SCROLLING_MS = 1000 // ms that smooth scrolling takes at most
const TYPING_MS = 350 // ms of rest after which words that are being typed are looked for
let wanted = { until: 0 } // the part of a list that was asked for, until it is drawn or something else is asked for
let underway = { until: 0 } // what is being scrolled to: drawn anew meanwhile, a list stands still half-way
const drawn = new WeakMap() // what each mounted sheet shows now

export default function (component) {
  const { data, parentElement } = component
  const sheet = drawn.get(parentElement) ?? { json: "", focus: "", parts: new Map() }
  sheet.send = component.setTriggerValue
  sheet.root = parentElement
  drawn.set(parentElement, sheet)
  const json = JSON.stringify(data.tree)
  const isAsked = Date.now() < wanted.until // what a reader asked for goes before what is selected
  if (json !== sheet.json) {
    sheet.json = json
    redraw(sheet, data.tree)
    const due = [wanted, underway].find((one) => Date.now() < one.until && isDrawn(one.name, parentElement))
    if (due) {
      wanted = { until: 0 }
      requestAnimationFrame(() => reveal(due.name, parentElement))
    }
  }
  if (data.focus !== sheet.focus) {
    sheet.focus = data.focus
    if (data.focus && !isAsked) requestAnimationFrame(() => reveal(data.focus, parentElement))
  }
  for (const name of data.start ?? []) LOCAL[name]?.(sheet, null, parentElement)
}

function redraw(sheet, tree) {
  const host = sheet.root.querySelector(":scope > .sheet") ?? sheet.root.appendChild(document.createElement("div"))
  const active = host.contains(document.activeElement) ? document.activeElement : null
  const places = new Map([...host.querySelectorAll("[data-scroll]")].map((box) => [box.dataset.scroll, box.scrollTop]))
  host.className = "sheet"
  host.replaceChildren(...tree.map((node) => build(node, sheet)))
  host.querySelectorAll("[data-scroll]").forEach((box) => (box.scrollTop = places.get(box.dataset.scroll) ?? 0))
  if (active?.dataset.action) keepFocus(host, active)
}

/* Where what had the focus is gone, reading goes on at the heading of its sheet. */
function keepFocus(host, before) {
  const same = [...host.querySelectorAll(`[data-action="${CSS.escape(before.dataset.action)}"]`)].find((element) => element.tabIndex >= 0)
  const target = same ?? host.querySelector("h1[tabindex], h2[tabindex]")
  if (same?.type === "search" && isUnsent(before)) same.value = before.value // words that are still being typed
  target?.focus({ preventScroll: true })
  if (same?.type === "search") same.setSelectionRange(before.selectionStart, before.selectionEnd)
}

const isUnsent = (field) => field.value !== (field.sent ?? field.defaultValue)

function build(node, sheet) {
  if (typeof node === "string") return document.createTextNode(node)
  const element = document.createElement(TAGS.has(node.tag) ? node.tag : "span")
  if (node.css) element.className = node.css
  if (element.tagName === "A") outside(element, node.href ?? "")
  for (const [name, value] of Object.entries(node.attributes ?? {})) {
    if (ATTRIBUTE.test(name)) element.setAttribute(name, value)
  }
  element.append(...(node.kids ?? []).map((kid) => build(kid, sheet)))
  if (node.act) listen(element, node.act, (event) => send(sheet, node.act, event))
  if (node.local) listen(element, node.local, (event) => here(sheet, node.local, event))
  if (node.tag === "button") element.type = "button"
  return element
}

/* A link to another site: opened by a click only, and without telling from where. */
function outside(element, address) {
  if (!/^https?:\/\//i.test(address)) return
  Object.assign(element, { href: address, target: "_blank", rel: "noopener noreferrer", referrerPolicy: "no-referrer" })
  element.addEventListener("click", (event) => event.stopPropagation())
}

function listen(element, action, handler) {
  element.dataset.action = action.join(" ")
  element.addEventListener(eventOf(element, action), handler)
  if (element.type !== "search") return
  element.addEventListener("search", handler) // its own cross empties it
  if (action[1] !== null) element.addEventListener("input", () => typed(element))
}

/* What is looked for is told to the server as one types, after a moment of rest. */
function typed(field) {
  clearTimeout(typed.timer)
  typed.timer = setTimeout(() => {
    const now = field.isConnected ? field : document.querySelector(`input[data-action="${CSS.escape(field.dataset.action)}"]`)
    now?.dispatchEvent(new Event("search"))
  }, TYPING_MS)
}

/* What is typed is told to the server once it is entered (words to look for sooner), and to the browser's own actions
   with every letter. */
function eventOf(element, action) {
  if (element.tagName === "INPUT") return action[1] === null ? "input" : "change"
  return element.tagName === "SELECT" ? "change" : "click"
}

function send(sheet, action, event) {
  event.stopPropagation()
  wanted = { until: 0 }
  const field = event.currentTarget
  if (field.tagName === "INPUT" || field.tagName === "SELECT") return sendValue(sheet, action, field)
  if (getSelection().toString() && event.currentTarget.tagName !== "BUTTON") return // a reader who copies text does not select
  sheet.send("act", action)
}

function sendValue(sheet, [what], field) {
  if (field.tagName === "INPUT" && !isUnsent(field)) return
  field.sent = field.value
  sheet.send("act", [what, field.value])
}

function here(sheet, [name, argument], event) {
  event.stopPropagation()
  LOCAL[name]?.(sheet, argument, event.currentTarget)
}

const isDrawn = (name, root) => root.querySelector(`[data-at="${CSS.escape(name)}"]`) !== null

/* Scrolling inside the panes only: the page itself never moves. */
function reveal(name, root) {
  const target = [...root.ownerDocument.querySelectorAll("[data-at]")].find((element) => element.dataset.at === name)
  const pane = target?.closest("[data-scroll]")
  if (!pane) return
  if (target.tagName === "DETAILS") target.open = true
  const box = pane.getBoundingClientRect()
  const spot = target.getBoundingClientRect()
  if (spot.top >= box.top + MARGIN && spot.bottom <= box.bottom - MARGIN) return
  const room = Math.max(MARGIN, (box.height - spot.height) / 3)
  underway = { name, until: Date.now() + SCROLLING_MS }
  pane.scrollTo({ top: pane.scrollTop + spot.top - box.top - room, behavior: calm() ? "auto" : "smooth" })
}

const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches

/* What needs no answer from the server. */
const LOCAL = {
  goto(sheet, name) {
    showPane(name.startsWith("text") ? "text" : "list")
    wanted = { name, until: Date.now() + SOON_MS } // it may have to be drawn first
    requestAnimationFrame(() => reveal(name, sheet.root))
  },
  pane: (_sheet, name) => showPane(name),
  copy: (sheet, _name, button) => copyLink(sheet, button),
  copytext: (_sheet, words, button) => copyWords(words, button),
  quote: (sheet, [name, start, end]) => quote(sheet, name, start, end),
  remember: (sheet) => remember(sheet),
  heading: (sheet) => focusHeading(sheet),
  task: (sheet) => followTask(sheet),
  skip: () => skipToList(),
  link: (sheet) => showLink(sheet),
  keys: (sheet) => listenToKeys(sheet),
  whole: () => window.open(wholePage(), "_blank", "noopener"),
  switchKeys: (_sheet, _name, box) => localStorage[box.checked ? "removeItem" : "setItem"](KEYS_OFF, "1"),
  showKeys: (sheet) => (sheet.root.querySelector("input").checked = !localStorage.getItem(KEYS_OFF)),
  date: () => document.querySelector('.st-key-byline [data-testid="stPopover"] button')?.click(),
}

function showPane(name) {
  document.body.dataset.pane = name
  document.querySelectorAll("[data-pane-of]").forEach((tab) => {
    tab.setAttribute("aria-selected", String(tab.dataset.paneOf === name))
  })
}

const mapWindow = () => document.querySelector('iframe[title*="st_folium"]')?.contentWindow

function linkOfView(box) {
  const url = new URL(location.href)
  const map = mapWindow()?.map
  if (map) {
    const { lat, lng } = map.getCenter().wrap()
    url.searchParams.set("view", [lat.toFixed(4), lng.toFixed(4), map.getZoom()].join(","))
  }
  if (box.dataset.article) url.searchParams.set("article", box.dataset.article)
  url.searchParams.set("v", "1")
  if (box.dataset.host) url.host = box.dataset.host
  if (box.dataset.key) url.searchParams.set("key", box.dataset.key)
  url.search = url.search.replaceAll("%2C", ",").replaceAll("%3A", ":") // easier to read, and allowed
  return url.href
}

function wholePage() {
  const url = new URL(location.href)
  url.searchParams.delete("embed")
  url.searchParams.delete("embed_options")
  return url.href
}

function showLink(sheet) {
  const box = sheet.root.querySelector("input.link")
  if (box) box.value = linkOfView(box)
}

async function copyLink(sheet, button) {
  showLink(sheet)
  const box = sheet.root.querySelector("input.link")
  box.select()
  try {
    await navigator.clipboard.writeText(box.value)
  } catch {
    document.execCommand("copy") // the only way on a plain http address of the local network
  }
  button.textContent = "Copied"
}

/* ---- checking: words lit in the article, a copied line, the reader's name ---- */

function quote(sheet, name, start, end) {
  const sentence = [...document.querySelectorAll("[data-at]")].find((element) => element.dataset.at === name)
  if (!sentence || !CSS.highlights) return
  showPane("text")
  CSS.highlights.set("quoted", new Highlight(rangeWithin(sentence, start, end)))
  requestAnimationFrame(() => reveal(name, sheet.root))
}

/* Offsets are counted in the article's characters, some of which are two units of a JavaScript string. */
function rangeWithin(element, start, end) {
  const range = document.createRange()
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
  let passed = 0
  range.selectNodeContents(element)
  while (walker.nextNode()) {
    const text = walker.currentNode
    const signs = [...text.data]
    const inside = (offset) => signs.slice(0, offset - passed).join("").length
    if (start >= passed && start <= passed + signs.length) range.setStart(text, inside(start))
    if (end > passed && end <= passed + signs.length) range.setEnd(text, inside(end))
    passed += signs.length
  }
  return range
}

async function copyWords(words, button) {
  try {
    await navigator.clipboard.writeText(words)
    button.textContent = "copied"
  } catch {
    getSelection().selectAllChildren(button.parentElement.firstElementChild) // to be copied by hand
  }
}

const YEAR_S = 31_536_000

function remember(sheet) {
  const { cookie, name } = sheet.root.querySelector("[data-cookie]")?.dataset ?? {}
  if (!name) return
  document.cookie = `${cookie}=${encodeURIComponent(name)}; path=/; max-age=${YEAR_S}; samesite=strict`
}

/* A panel that opens takes the focus, once. */
function focusHeading(sheet) {
  const heading = sheet.root.querySelector("[data-heading]")
  if (!heading || heading.dataset.heading === sheet.heading) return
  sheet.heading = heading.dataset.heading
  showPane("list") // on a small screen it is behind a tab
  requestAnimationFrame(() => (heading.dataset.field ? focusField(heading.dataset.field, Date.now() + SOON_MS) : heading.focus()))
}

/* A field that is asked for is drawn behind its heading: the focus goes there once it is. */
function focusField(label, until) {
  const field = document.querySelector(`.st-key-task input[aria-label="${CSS.escape(label)}"]`)
  if (field) field.focus()
  else if (Date.now() < until && document.querySelector("[data-field]")) requestAnimationFrame(() => focusField(label, until))
}

/* Whoever leaves a panel goes on where it was opened: what had the focus is gone with the panel. */
function followTask(sheet) {
  const before = sheet.task
  sheet.task = sheet.root.querySelector("[data-task]").dataset.task
  const { activeElement } = document
  if (!before || sheet.task || !(activeElement === document.body || activeElement?.closest(".st-key-task"))) return
  const openers = document.querySelectorAll(`[data-action="${CSS.escape(before)}"]`)
  const opener = [...openers].find((element) => !element.closest(".st-key-task")) ?? document.querySelector(".panel h2")
  opener?.focus({ preventScroll: true })
}

function skipToList() {
  showPane("list")
  document.querySelector(".panel h2")?.focus()
}
