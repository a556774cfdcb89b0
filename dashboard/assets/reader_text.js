/* Part of reader.js, to which it is appended: from offsets and marks to elements. */

/* ---- the text ---- */

const MANY_MARKS = 1500 // from here on only the paragraphs in view are laid out

function redraw(reader, data) {
  const isNew = reader.article !== data.article
  reader.article = data.article
  reader.version = data.version
  reader.text = data.text
  reader.units = unitsOf(data.text)
  reader.nodes = []
  hush(reader)
  reader.body.classList.toggle("long", data.marks.length > MANY_MARKS) // before anything is laid out
  const groups = paragraphsOf(reader, data)
  reader.first = groups[0]?.[0]
  const kids = groups.map((group) => paragraph(reader, data, group))
  reader.body.replaceChildren(...(kids.length ? kids : [make("p", "", leaf(reader, 0, data.text.length))]))
  if (isNew) {
    reader.body.scrollTop = 0
    reader.input.value = reader.searched = ""
  }
  reader.folded = null
  find(reader, { quiet: true })
}

/* Where each character starts in the units of JavaScript, or null where they are the same. */
function unitsOf(text) {
  if (!/[\ud800-\udbff]/.test(text)) return null
  const starts = []
  for (let at = 0; at < text.length; at += text.codePointAt(at) > 0xffff ? 2 : 1) starts.push(at)
  return [...starts, text.length]
}

const toUnit = (reader, offset) => (reader.units ? reader.units[Math.min(offset, reader.units.length - 1)] : offset)

function toOffset(reader, unit) {
  if (!reader.units) return unit
  let [low, high] = [0, reader.units.length - 1]
  while (low < high) {
    const middle = (low + high) >> 1
    if (reader.units[middle] < unit) low = middle + 1
    else high = middle
  }
  return low
}

/* Sentences on lines of their own begin a paragraph. */
function paragraphsOf(reader, data) {
  const groups = []
  let end = 0
  for (const [id, first, last, pale] of data.sentences) {
    const sentence = { id, start: toUnit(reader, first), end: toUnit(reader, last), pale }
    if (!groups.length || reader.text.slice(end, sentence.start).includes("\n")) groups.push([])
    groups.at(-1).push(sentence)
    end = sentence.end
  }
  return groups
}

function paragraph(reader, data, group) {
  const element = make("p", "")
  element.dir = "auto"
  const isTitle = group[0] === reader.first && reader.text.slice(group[0].start, group.at(-1).end).trim() === data.title
  element.classList.toggle("again", isTitle) // the headline stands above already
  let end = group[0].start
  for (const sentence of group) {
    if (sentence.start > end) element.append(leaf(reader, end, sentence.start))
    element.append(sentenceOf(reader, data, sentence))
    end = sentence.end
  }
  return element
}

function sentenceOf(reader, data, sentence) {
  const element = make("span", sentence.pale ? "sentence pale" : "sentence")
  element.dataset.at = `text:${sentence.id}`
  if (data.claims[sentence.id]) element.dataset.claims = data.claims[sentence.id].join(" ")
  fill(reader, element, sentence, marksIn(reader, data, sentence))
  return element
}

function marksIn(reader, data, { start, end }) {
  reader.marks ??= new WeakMap()
  const all = reader.marks.get(data.marks) ?? data.marks.map(([first, last, what, id, key, hint]) => ({
    start: toUnit(reader, first), end: toUnit(reader, last), what, id, key, hint,
  }))
  reader.marks.set(data.marks, all)
  return all.filter((mark) => mark.start < end && mark.end > start)
    .map((mark) => ({ ...mark, start: Math.max(mark.start, start), end: Math.min(mark.end, end) }))
    .sort((one, other) => one.start - other.start || other.end - one.end)
}

/* Puts a stretch of the text into an element with its marks around their words. A mark inside another one nests; one
   that goes on behind the end of another is drawn in two parts. */
function fill(reader, element, { start, end }, marks) {
  let at = start
  const left = [...marks]
  while (left.length) {
    const mark = left.shift()
    if (mark.start > at) element.append(leaf(reader, at, mark.start))
    const inside = []
    while (left.length && left[0].start < mark.end) {
      const other = left.shift()
      inside.push({ ...other, end: Math.min(other.end, mark.end) })
      if (other.end > mark.end) behind(left, { ...other, start: mark.end, isRest: true })
    }
    const part = markOf(mark, element)
    fill(reader, part, mark, inside)
    at = stopBehind(reader, mark, Math.min(end, left[0]?.start ?? end))
    element.append(at > mark.end ? make("span", "keep", part, leaf(reader, mark.end, at)) : part)
  }
  if (end > at) element.append(leaf(reader, at, end))
}

/* The comma behind a name is kept on its line: a button would let it begin the next one. */
const STOP = /[.,;:!?)\]”’"'…]/

function stopBehind(reader, mark, end) {
  let at = mark.end
  while (mark.id && at < end && STOP.test(reader.text[at])) at += 1
  return at
}

function behind(marks, rest) {
  const place = marks.findIndex((one) => one.start > rest.start || (one.start === rest.start && one.end < rest.end))
  marks.splice(place < 0 ? marks.length : place, 0, rest)
}

function leaf(reader, start, end) {
  const node = document.createTextNode(reader.text.slice(start, end))
  reader.nodes.push({ node, start, end })
  return node
}

function markOf(mark, parent) {
  const isName = Boolean(mark.id)
  const nested = parent.closest("[data-mention]")
  const element = make(isName && !nested ? "button" : "span", CSS_OF[mark.what] ?? "")
  if (mark.hint) element.dataset.hint = mark.hint
  if (!isName) return element
  if (!nested) element.type = "button"
  element.dataset.mention = mark.id
  element.tabIndex = -1
  if (mark.isRest) element.setAttribute("aria-hidden", "true")
  if (mark.hint) element.setAttribute("aria-description", mark.hint)
  if (mark.key) element.dataset.key = mark.key
  return element
}

const namesOf = (reader) => [...reader.body.querySelectorAll("[data-mention]:not([aria-hidden])")]
