/* Where the handles of places stand: each above its place; one that would cover another steps aside, and a line ties it
   to its place. Sizes are read once, then everything is computed, then written: a browser lays out only once. */

;(() => {
  const { around, touches, moved, cornerBoxes } = window.Dateline
  const HANDLE_LIFT = 12 // px between a point and its handle
  const REACH_STEPS = [0, 8, 18, 30, 46, 66, 90, 120, 155, 195, 240] // px that a handle may step aside, nearest first
  const DIRECTIONS = [ // left and up of a handle's seat, as shares of its reach, and how far it is disliked in px
    [0, -1, 0], [0, 1, 4], [1, 0, 2], [-1, 0, 2], [0.6, -1, 0], [-0.6, -1, 0], [0.6, 1, 4], [-0.6, 1, 4],
    [1, -0.6, 4], [-1, -0.6, 4], [1, 0.6, 6], [-1, 0.6, 6], [1, -1, 6], [-1, -1, 6], [1, 1, 8], [-1, 1, 8],
  ]
  const SIDEWAYS = 6 // px by which a step to the side is disliked
  const SEATS = REACH_STEPS.flatMap((step) =>
    DIRECTIONS.map(([left, up, dislike]) => ({ left, up, step, cost: step + Math.abs(left) * SIDEWAYS + dislike })),
  ).sort((one, other) => one.cost - other.cost)
  const FAR = 80 // px of displacement from which a handle shows the beginning of its name alone
  const HIDDEN = 1000 // px by which a seat is disliked that the frame or a button hides
  const FORMS = { full: FAR, short: HIDDEN, small: Infinity } // the whole name, its beginning, the number alone: up to which cost
  const PHONE_FULL = 44 // likewise on a phone, where a name that is far from its place reads as another one's
  const PHONE_BESIDE = 26 // likewise for its number: farther away it would be tied by lines that cross, and lies on its place
  const PHONE_ROOM = 19000 // px² of a phone's map for each whole name
  const COVERING = 40 // px by which covering another place's small shape is disliked
  const ROOMY = 130 // px of height from which a shape has room for its handle inside
  const LEADER_FROM = 26 // px from which a line ties a handle to its place
  const DOT = 12 // px of a place that is a point
  const CELL = 96 // px of a cell of the index of what is taken

  /* Boxes by where they are, so that each seat is compared with its neighbours alone. */
  class Taken {
    cells = new Map()

    add(box) {
      for (const cell of this.over(box)) {
        if (this.cells.has(cell)) this.cells.get(cell).push(box)
        else this.cells.set(cell, [box])
      }
    }

    *over(box) {
      for (let x = Math.floor((box.left - 3) / CELL); x <= Math.floor((box.right + 3) / CELL); x += 1) {
        for (let y = Math.floor((box.top - 3) / CELL); y <= Math.floor((box.bottom + 3) / CELL); y += 1) yield `${x} ${y}`
      }
    }

    hits(box, own = null) {
      for (const cell of this.over(box)) {
        if (this.cells.get(cell)?.some((other) => other.own !== own && touches(box, other))) return true
      }
      return false
    }
  }

  /* ---- sizes ---- */

  /* Reads how large each handle is in each form; tells whether anything changed. */
  function measureHandles(known, handles = known.places?.handles ?? []) {
    const drawn = handles.filter((handle) => handle.getElement())
    const sizes = Object.fromEntries(Object.keys(FORMS).map((form) => [form, sizesIn(form, drawn)]))
    let changed = false
    drawn.forEach((handle, index) => {
      const [before, full] = [handle.full, sizes.full[index]]
      changed ||= before?.x !== full.x || before?.y !== full.y
      for (const form of Object.keys(FORMS)) handle[form] = sizes[form][index]
      delete handle.getElement().dataset.measure
    })
    return changed
  }

  function sizesIn(form, handles) {
    handles.forEach((handle) => (handle.getElement().dataset.measure = form))
    return handles.map((handle) => ({ x: handle.getElement().offsetWidth, y: handle.getElement().offsetHeight }))
  }

  /* ---- seats ---- */

  /* `only` are handles that are new: all others keep their seats, so that nothing moves while somebody pans. */
  function placeHandles(map, known, only = null) {
    if (!known.places || !map._loaded) return
    const space = spaceOf(map, known)
    const handles = mostSaidFirst(space, only ?? known.places.handles)
    if (only) keepOthers(map, known, space, new Set(only))
    for (const handle of handles) {
      const found = seated(map, handle, space)
      handle.form = found.form
      handle.reach = found.reach
      space.taken.add(found.box)
      handle.box = moved(found.box, -found.point.x, -found.point.y)
    }
    handles.forEach(seat)
  }

  /* On a phone the places of which most is said have their names, the others their numbers, where they are. */
  const mostSaidFirst = (space, handles) =>
    space.isPhone ? [...handles].sort((one, other) => weight(space, other) - weight(space, one)) : handles

  const weight = ({ known }, { about }) => (about.key === known.chosen ? Infinity : about.count)

  function spaceOf(map, known) {
    const corner = map.containerPointToLayerPoint([0, 0])
    const size = map.getSize()
    const space = {
      isPhone: Dateline.isPhone(map), names: Math.round((size.x * size.y) / PHONE_ROOM),
      taken: new Taken(), dots: new Taken(), controls: new Taken(), shapes: new Taken(), known,
      frame: { left: corner.x, top: corner.y, right: corner.x + size.x, bottom: corner.y + size.y },
    }
    cornerBoxes(map).forEach((box) => space.controls.add(moved(box, corner.x, corner.y)))
    for (const handle of known.places.handles) {
      const { about } = handle
      const point = map.latLngToLayerPoint(handle.getLatLng())
      const box = about.shape === "point" ? around(point.x, point.y, DOT, DOT) : shapeBox(map, known, about)
      if (about.shape === "point") space.dots.add({ ...box, own: about.key })
      else if (box && box.bottom - box.top <= ROOMY) space.shapes.add({ ...box, own: about.key })
    }
    return space
  }

  function keepOthers(map, known, space, fresh) {
    for (const handle of known.places.handles) {
      if (fresh.has(handle) || !handle.box) continue
      const point = map.latLngToLayerPoint(handle.getLatLng())
      space.taken.add(moved(handle.box, point.x, point.y))
    }
  }

  /* A handle that finds no seat near its place shows the beginning of its name, at worst its number, until it is pointed at. */
  function seated(map, handle, space) {
    const point = map.latLngToLayerPoint(handle.getLatLng())
    const reach = reachOf(map, space.known, handle.about)
    const inView = point.x >= space.frame.left && point.x <= space.frame.right && point.y >= space.frame.top && point.y <= space.frame.bottom
    const place = { point, reach, own: handle.about.key, frame: inView ? space.frame : null }
    if (space.isPhone) return { ...onPhone(handle, place, space), point, reach }
    for (const [form, most] of Object.entries(FORMS)) {
      const found = freePlace(handle[form], place, space)
      if (found.cost < most || form === "small") return { ...found, point, reach, form }
    }
  }

  function onPhone(handle, place, space) {
    const full = space.names > 0 ? freePlace(handle.full, place, space) : null
    if (full?.cost < PHONE_FULL) {
      space.names -= 1
      return { ...full, form: "full" }
    }
    const beside = freePlace(handle.small, { ...place, reach: null }, space)
    if (beside.cost <= PHONE_BESIDE) return { ...beside, form: "small" }
    return { box: around(place.point.x, place.point.y, handle.small.x, handle.small.y), form: "small" }
  }

  /* The nearest seat that nothing is in the way of; where there is none, one that at least covers no other handle. */
  function freePlace(size, place, space) {
    let [best, inside, free] = [null, null, null]
    for (const { box, cost } of seats(size, place)) {
      if (best && cost >= best.cost) break
      if (space.taken.hits(box)) continue
      free ??= { box, cost: HIDDEN + cost }
      if (place.frame && (!within(box, place.frame) || space.controls.hits(box))) continue
      const price = cost + (space.shapes.hits(box, place.own) ? COVERING : 0)
      if (space.dots.hits(box, place.own)) inside ??= { box, cost: FAR + cost }
      else if (!best || price < best.cost) best = { box, cost: price }
    }
    return best ?? inside ?? free ?? { box: around(place.point.x, place.point.y, size.x, size.y), cost: Infinity }
  }

  const within = (box, room) =>
    box.left >= room.left && box.right <= room.right && box.top >= room.top && box.bottom <= room.bottom

  /* Where a handle may stand around its point, the nearest first; above is best, then below, then beside. */
  function* seats(size, { point, reach }) {
    const [wide, high] = [size.x / 2 + HANDLE_LIFT + (reach ?? 0), size.y / 2 + HANDLE_LIFT + (reach ?? 0)]
    if (reach === null) yield { box: around(point.x, point.y, size.x, size.y), cost: 0 }
    for (const { left, up, step, cost } of SEATS) {
      const [x, y] = [left * (wide + step * Math.abs(left)), up * (high + step)]
      yield { box: around(point.x + x, point.y + y, size.x, size.y), cost }
    }
  }

  function shapeBox(map, known, about) {
    const bounds = about.shape === "point" ? null : Dateline.boundsOf(known, about)
    if (!bounds) return null
    const [low, high] = [map.latLngToLayerPoint(bounds.getSouthWest()), map.latLngToLayerPoint(bounds.getNorthEast())]
    return { left: low.x, right: high.x, top: high.y, bottom: low.y }
  }

  /* How far a small shape reaches from its handle's point; a large one has room for the handle inside. */
  function reachOf(map, known, about) {
    const box = shapeBox(map, known, about)
    if (!box) return 0
    const high = box.bottom - box.top
    return high > ROOMY ? null : Math.max(0, high / 2 - HANDLE_LIFT / 2)
  }

  function seat(handle) {
    const element = handle.getElement()
    const { box, form, reach } = handle
    const size = handle[form]
    const [x, y] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2]
    element.dataset.form = form
    element.style.marginLeft = `${box.left}px`
    element.style.marginTop = `${box.top}px`
    handle.options.icon.options.tooltipAnchor = [x, box.top]
    const leader = element.querySelector(".leader")
    leader.hidden = Math.abs(x) < size.x / 2 + LEADER_FROM && Math.abs(y) < size.y / 2 + (reach ?? 0) + LEADER_FROM
    Object.assign(leader.style, {
      left: `${size.x / 2}px`, top: `${size.y / 2}px`, width: `${Math.hypot(x, y)}px`, transform: `rotate(${Math.atan2(-y, -x)}rad)`,
    })
  }

  /* What the names of the base map must leave free, in the pixels of the map's box. */
  function handleBoxes(map, known) {
    if (!known.places) return []
    return known.places.handles.flatMap((handle) => {
      const point = map.latLngToContainerPoint(handle.getLatLng())
      const own = handle.box ? [moved(handle.box, point.x, point.y)] : []
      return handle.about.shape === "point" ? [...own, around(point.x, point.y, DOT + 2, DOT + 2)] : own
    })
  }

  Object.assign(window.Dateline, { measureHandles, placeHandles, handleBoxes })
})()
