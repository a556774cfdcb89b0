/* Part of reader.js, to which it is appended: looking for words, and selecting words to add them. */

/* ---- find ---- */

function finder(reader) {
  reader.input = make("input", "find")
  Object.assign(reader.input, { type: "search", placeholder: "Find" })
  reader.input.setAttribute("aria-label", "Find in the article")
  reader.count = make("span", "find-count soft")
  reader.count.setAttribute("role", "status")
  reader.hits = make("span", "steps",
    button("step", "‹", "the place before where it stands", () => toHit(reader, -1)), button("step", "›", "the next place where it stands", () => toHit(reader, 1)))
  reader.hits.hidden = true
  reader.input.addEventListener("input", () => find(reader))
  reader.input.addEventListener("search", () => reader.input.value || find(reader)) // its own cross empties it
  reader.input.addEventListener("keydown", (event) => {
    if (event.key === "Enter") toHit(reader, event.shiftKey ? -1 : 1)
    if (event.key === "Escape" && reader.input.value) {
      event.stopPropagation()
      reader.input.value = ""
      find(reader)
    }
  })
  return make("span", "finder", reader.count, reader.hits, reader.input)
}

/* Letters without their accents and in one case, each as long as before, so that offsets stay. */
function fold(words) {
  return [...words].map((sign) => {
    const plain = sign.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase()
    return plain.length === sign.length ? plain : sign
  }).join("").replace(/\s/g, " ")
}

/* The words as they stand together; where they never do, each of them. */
function find(reader, { quiet = false } = {}) {
  const words = fold(reader.input.value.trim())
  reader.folded ??= words ? fold(reader.text) : null
  reader.found = words ? hitsOf(reader, words) : []
  if (words && !reader.found.length) reader.found = words.split(" ").filter(Boolean).flatMap((word) => hitsOf(reader, word))
  reader.found.sort(([one], [other]) => one - other)
  reader.at = -1
  reader.hits.hidden = reader.found.length < 2
  reader.root.querySelector(".finder").classList.toggle("searching", Boolean(words))
  reader.count.textContent = words ? `${reader.found.length} found` : ""
  CSS.highlights?.set("found", new Highlight(...reader.found.map(([start, end]) => rangeOf(reader, start, end))))
  CSS.highlights?.delete("found-now")
  if (reader.found.length && !quiet) reveal(reader, rangeOf(reader, ...reader.found[0]))
}

function hitsOf(reader, words) {
  const hits = []
  for (let at = reader.folded.indexOf(words); at >= 0; at = reader.folded.indexOf(words, at + words.length)) hits.push([at, at + words.length])
  return hits
}

/* What the statements are searched for is lit in the article, unless something else is being looked for there. */
function findSearched(reader, words) {
  if (words === reader.searched) return
  const isOwn = reader.input.value && reader.input.value !== reader.searched
  reader.searched = words
  if (isOwn || document.activeElement === reader.input) return
  reader.input.value = words
  find(reader, { quiet: Boolean(reader.wanted.focus) })
}

function toHit(reader, by) {
  const { found } = reader
  if (!found.length) return
  reader.at = reader.at < 0 && by < 0 ? found.length - 1 : (reader.at + by + found.length) % found.length
  const range = rangeOf(reader, ...found[reader.at])
  const now = Object.assign(new Highlight(range), { priority: 1 })
  CSS.highlights?.set("found-now", now)
  reader.count.textContent = `${reader.at + 1} of ${found.length}`
  reveal(reader, range)
}

/* ---- selected words can be added as what was missed ---- */

function offerAdding(reader) {
  const span = reader.data?.mayAdd ? selectedSpan(reader) : null
  reader.span = span
  reader.adder.hidden = !span
  if (!span) return
  const pane = reader.root.querySelector(".reader").getBoundingClientRect()
  const spots = [...getSelection().getRangeAt(0).getClientRects()]
  const spot = spots.at(-1)
  if (!spot) return
  const left = Math.min(Math.max(spot.right - pane.left - reader.adder.offsetWidth / 2, NEAR), pane.width - reader.adder.offsetWidth - NEAR)
  Object.assign(reader.adder.style, { left: `${left}px`, top: `${spot.bottom - pane.top + NEAR}px` })
}

/* The selected words in the page's characters, without the white space around them. */
function selectedSpan(reader) {
  const selection = getSelection()
  if (!selection.rangeCount || selection.isCollapsed) return null
  const range = selection.getRangeAt(0)
  if (!reader.body.contains(range.commonAncestorContainer)) return null
  const inside = reader.nodes.filter(({ node }) => range.intersectsNode(node))
  if (!inside.length) return null
  const [first, last] = [inside[0], inside.at(-1)]
  let start = first.start + (first.node === range.startContainer ? range.startOffset : 0)
  let end = last.node === range.endContainer ? last.start + range.endOffset : last.end
  while (start < end && /\s/.test(reader.text[start])) start += 1
  while (end > start && /\s/.test(reader.text[end - 1])) end -= 1
  return end > start && end - start <= LONGEST_ADDED ? [toOffset(reader, start), toOffset(reader, end)] : null
}

function add(reader) {
  if (!reader.span) return
  const [start, end] = reader.span
  getSelection().removeAllRanges()
  reader.send("missed", `${start}-${end}`)
}
