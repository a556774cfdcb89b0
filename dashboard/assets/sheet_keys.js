/* Part of sheet.js, to which it is appended: keys, what is spoken, and files that are dropped on the page. */

const KEYS_OFF = "dateline-keys-off" // in the browser's storage: single keys do nothing
const FOLLOWED_MS = 3000 // ms after a key by which the page has surely followed
const TYPING = "input, textarea, select, [contenteditable], [role=dialog], [role=listbox], [data-baseweb=popover]"
const FILLED_IN = ".st-key-task_body :is(input, textarea)" // a form is open: who misses its field must not set off a key
const LIES_OVER = "[role=dialog], [data-baseweb=popover]"
const heard = new WeakSet() // documents whose keys are listened to: the page's and the map's
let listening = null // the sheet that keys go to: the page may put another one in its place

function listenToKeys(sheet) {
  listening = sheet
  showPane(document.body.dataset.pane ?? "text")
  const told = sheet.root.querySelector("[data-article]").dataset
  if (sheet.article !== told.article) document.activeElement?.closest(".st-key-entry_form") && document.activeElement.blur()
  sheet.article = told.article // another one is open: the box has done its work
  listenToDrops()
  learnKeys(sheet, told.keys)
  say(sheet, told.say)
  giveHints(sheet, JSON.parse(told.hints))
  followOthers(sheet, told.stamp)
  hear(document)
  window.addEventListener("dateline:opened", showList)
  const frame = document.querySelector('iframe[title*="st_folium"]')
  if (!frame || sheet.frame === frame) return
  sheet.frame = frame
  frame.addEventListener("load", () => hear(frame.contentDocument))
  hear(frame.contentDocument)
}

/* Who opens a place on a small screen reads its statements, which are behind a tab. */
const showList = () => showPane("list")

/* Who presses a key again before the page has followed the first one goes one step on, not the same step again. */
function learnKeys(sheet, json) {
  if (sheet.keysJson === json) return
  sheet.keysJson = json
  sheet.keys = JSON.parse(json)
  sheet.sentAt = 0
  const next = sheet.keys[sheet.pressed]
  sheet.pressed = ""
  if (next) step(sheet, next)
}

/* Between a key and the page that follows it, or a new headline and the keys of its article. */
function isBehind(sheet) {
  const open = document.querySelector("[data-open-article]")?.dataset.openArticle
  return open !== sheet.article || Date.now() - sheet.sentAt < FOLLOWED_MS
}

function step(sheet, action) {
  sheet.sentAt = Date.now()
  sheet.send("act", action)
}

/* Screen readers speak what changes in a region that stays; a new region they may pass over. */
function say(sheet, words) {
  sheet.spoken ??= sheet.root.appendChild(document.createElement("p"))
  Object.assign(sheet.spoken, { className: "spoken", role: "status" })
  if (sheet.spoken.textContent !== words) sheet.spoken.textContent = words
}

/* Words for what has no label on the page: a mouse finds them by pointing, a screen reader reads them out. A part may
   be drawn behind the keys, and its field behind the part: they are given theirs once they are there. */
function giveHints(sheet, hints, until = Date.now() + SOON_MS) {
  cancelAnimationFrame(sheet.hinting)
  const missed = Object.entries(hints).filter(([key, words]) => !giveHint(document.querySelector(`.st-key-${key}`), words))
  if (missed.length && Date.now() < until) {
    sheet.hinting = requestAnimationFrame(() => giveHints(sheet, Object.fromEntries(missed), until))
  }
}

function giveHint(part, words) {
  const field = part?.querySelector("input")
  if (part) part.title = words
  field?.setAttribute("aria-description", words)
  return Boolean(field)
}

function hear(target) {
  if (!target || heard.has(target)) return
  heard.add(target)
  target.addEventListener("keydown", (event) => pressed(event, listening))
}

function pressed(event, sheet) {
  if (event.key === "Enter" && isAddress(event.target)) return submitEntry(event)
  if (event.target.closest?.(TYPING) || event.ctrlKey || event.metaKey || event.altKey) return
  if (event.key === "Escape") return leave(sheet)
  if (localStorage.getItem(KEYS_OFF) || document.querySelector(FILLED_IN)) return
  const action = sheet.keys[event.key]
  if (action && isBehind(sheet)) sheet.pressed = event.key
  else if (action) step(sheet, action)
  else if (event.key === "/") focusOn(".find", event)
  else if (event.key === "s") focusOn(".search", event)
  else if (event.key === "?") document.querySelector(".st-key-open_help button")?.click()
}

/* Out of a form or the selection first, then of the filters; what lies over the page is closed by whoever opened it. */
function leave(sheet) {
  if (document.querySelector(".panel[data-selected], .st-key-task_body")) sheet.send("act", ["clear", ""])
  else if (document.querySelector(".panel[data-filtered]") && !document.querySelector(LIES_OVER)) sheet.send("act", ["show_all", ""])
}

function focusOn(css, event) {
  event.preventDefault()
  showPane(css === ".find" ? "text" : "list")
  document.querySelector(css)?.focus()
}

const isAddress = (target) => target.matches?.(".st-key-entry_form textarea") && /^\s*https?:\/\/\S+\s*$/i.test(target.value)

function submitEntry(event) {
  event.preventDefault()
  event.target.blur() // commits the value
  setTimeout(() => document.querySelector('.st-key-entry_form [data-testid="stFormSubmitButton"] button')?.click())
}

/* A file that is dropped anywhere on the page goes the way of the button that opens files. */
function listenToDrops() {
  if ("takesFiles" in document.body.dataset) return
  document.body.dataset.takesFiles = ""
  const hasFiles = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files")
  const rest = () => delete document.body.dataset.dropping
  document.addEventListener("dragover", (event) => {
    if (!hasFiles(event)) return
    event.preventDefault() // else the browser leaves the page for the file
    document.body.dataset.dropping = ""
  })
  document.addEventListener("dragleave", (event) => event.relatedTarget || rest())
  document.addEventListener("drop", (event) => {
    rest()
    const input = document.querySelector('.st-key-open_file input[type="file"]')
    if (!hasFiles(event) || !input || event.target.closest?.(".st-key-open_file")) return
    event.preventDefault()
    const given = new DataTransfer()
    given.items.add(event.dataTransfer.files[0])
    input.files = given.files
    input.dispatchEvent(new Event("change", { bubbles: true }))
  })
}
