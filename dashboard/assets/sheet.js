/* Draws a tree of plain records as elements. Article text only ever becomes a text node, and only the tags and
   attributes named here exist, so nothing in an article can become markup or code. */

const TAGS = new Set(
  "a article b button dd details div dl dt em h1 h2 h3 header i input li mark nav ol p q section small span strong summary ul".split(" "),
)
const ATTRIBUTE = /^(aria-[a-z]+|data-[a-z-]+|dir|lang|placeholder|role|tabindex|title|type|open|value|readonly)$/
const MARGIN = 24 // px kept free above and below what is scrolled to
const drawn = new WeakMap() // what each mounted sheet shows now

export default function (component) {
  const { data, parentElement } = component
  const sheet = drawn.get(parentElement) ?? { json: "", focus: "", parts: new Map() }
  sheet.send = component.setTriggerValue
  sheet.root = parentElement
  drawn.set(parentElement, sheet)
  const json = JSON.stringify(data.tree)
  if (json !== sheet.json) {
    sheet.json = json
    redraw(sheet, data.tree)
  }
  if (data.focus !== sheet.focus) {
    sheet.focus = data.focus
    if (data.focus) requestAnimationFrame(() => reveal(data.focus, parentElement))
  }
  for (const name of data.start ?? []) LOCAL[name]?.(sheet, null, parentElement)
}

function redraw(sheet, tree) {
  const host = sheet.root.querySelector(":scope > .sheet") ?? sheet.root.appendChild(document.createElement("div"))
  const focused = host.contains(document.activeElement) ? document.activeElement.dataset.action : null
  const places = new Map([...host.querySelectorAll("[data-scroll]")].map((box) => [box.dataset.scroll, box.scrollTop]))
  host.className = "sheet"
  host.replaceChildren(...tree.map((node) => build(node, sheet)))
  host.querySelectorAll("[data-scroll]").forEach((box) => (box.scrollTop = places.get(box.dataset.scroll) ?? 0))
  if (focused) host.querySelector(`[data-action="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true })
}

function build(node, sheet) {
  if (typeof node === "string") return document.createTextNode(node)
  const element = document.createElement(TAGS.has(node.tag) ? node.tag : "span")
  if (node.css) element.className = node.css
  for (const [name, value] of Object.entries(node.attributes ?? {})) {
    if (ATTRIBUTE.test(name)) element.setAttribute(name, value)
  }
  element.append(...(node.kids ?? []).map((kid) => build(kid, sheet)))
  if (node.act) listen(element, node.act, (event) => send(sheet, node.act, event))
  if (node.local) listen(element, node.local, (event) => here(sheet, node.local, event))
  if (node.tag === "button") element.type = "button"
  return element
}

function listen(element, action, handler) {
  element.dataset.action = action.join(" ")
  element.addEventListener(element.tagName === "INPUT" ? "input" : "click", handler)
}

function send(sheet, action, event) {
  event.stopPropagation()
  if (getSelection().toString() && event.currentTarget.tagName !== "BUTTON") return // a reader who copies text does not select
  sheet.send("act", action)
}

function here(sheet, [name, argument], event) {
  event.stopPropagation()
  LOCAL[name]?.(sheet, argument, event.currentTarget)
}

/* Scrolling inside the panes only: the page itself never moves. */
function reveal(name, root) {
  const target = [...root.ownerDocument.querySelectorAll("[data-at]")].find((element) => element.dataset.at === name)
  const pane = target?.closest("[data-scroll]")
  if (!pane) return
  const box = pane.getBoundingClientRect()
  const spot = target.getBoundingClientRect()
  if (spot.top >= box.top + MARGIN && spot.bottom <= box.bottom - MARGIN) return
  const room = Math.max(MARGIN, (box.height - spot.height) / 3)
  pane.scrollTo({ top: pane.scrollTop + spot.top - box.top - room, behavior: calm() ? "auto" : "smooth" })
}

const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches

/* What needs no answer from the server. */
const LOCAL = {
  goto(sheet, name) {
    showPane(name.startsWith("text") ? "text" : "list")
    requestAnimationFrame(() => reveal(name, sheet.root))
  },
  pane: (_sheet, name) => showPane(name),
  find: (sheet, _name, input) => find(sheet, input),
  copy: (sheet, _name, button) => copyLink(sheet, button),
  link: (sheet) => showLink(sheet),
  keys: (sheet) => listenToKeys(sheet),
  date: () => document.querySelector(".st-key-byline button")?.click(),
}

function showPane(name) {
  document.body.dataset.pane = name
  document.querySelectorAll("[data-pane-of]").forEach((tab) => {
    tab.setAttribute("aria-selected", String(tab.dataset.paneOf === name))
  })
}

function find(sheet, input) {
  if (!CSS.highlights) return
  const pane = input.closest(".reader").querySelector("[data-scroll]")
  const ranges = input.value.trim() ? occurrences(pane, input.value.trim().toLowerCase()) : []
  CSS.highlights.set("found", new Highlight(...ranges))
  const count = input.parentElement.querySelector(".find-count")
  count.textContent = input.value.trim() ? `${ranges.length} found` : ""
  if (!ranges.length) return
  const first = ranges[0].getBoundingClientRect()
  const box = pane.getBoundingClientRect()
  if (first.top < box.top || first.bottom > box.bottom) pane.scrollTop += first.top - box.top - box.height / 3
}

function occurrences(pane, words) {
  const ranges = []
  const walker = document.createTreeWalker(pane, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    const text = walker.currentNode.data.toLowerCase()
    for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + words.length)) {
      const range = document.createRange()
      range.setStart(walker.currentNode, at)
      range.setEnd(walker.currentNode, at + words.length)
      ranges.push(range)
    }
  }
  return ranges
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

function listenToKeys(sheet) {
  showPane(document.body.dataset.pane ?? "text")
  const { article } = sheet.root.querySelector("[data-article]").dataset
  if (sheet.article !== article) document.activeElement?.closest(".st-key-entry_form") && document.activeElement.blur()
  sheet.article = article // another one is open: the box has done its work
  if (sheet.listening) return
  sheet.listening = true
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("input, textarea, [role=dialog], [data-baseweb=popover]")
    if (event.key === "Escape" && !typing && document.querySelector("[data-selected]")) sheet.send("act", ["clear", ""])
    if (event.key === "Enter" && isAddress(event.target)) submitEntry(event)
  })
}

const isAddress = (target) => target.matches?.(".st-key-entry_form textarea") && /^\s*https?:\/\/\S+\s*$/i.test(target.value)

function submitEntry(event) {
  event.preventDefault()
  event.target.blur() // commits the value
  setTimeout(() => document.querySelector('.st-key-entry_form [data-testid="stFormSubmitButton"] button')?.click())
}
