/* Where a popup stands beside its place, so that the map moves as little as it can; and the view from before, which comes
   back when the popup is closed and nobody has moved the map since. */

;(() => {
  const FREE = { min: [14, 14], max: [54, 24] } // px at the edges: left and above; right, with the buttons, and below
  const FREE_ON_A_PHONE = { min: [8, 8], max: [8, 8] } // likewise; the buttons hide
  const TIP = 20 // px of the tip below a popup that stands above its place
  const GAP = 10 // px between a place and a popup on another side of it
  const LARGE = 0.6 // share of the view from which a shape need not be seen whole beside its popup
  const ABOVE_IS_WORTH = 16 // px that the map may move more for a popup with its tip at the place
  const SAME_PX = 2 // px by which a view may differ and be the same

  /* ---- where it stands ---- */

  /* Seats the open popup, and moves the map where popup and place are not both seen. */
  function seat(map, known) {
    const { popup } = known
    const anchor = map.latLngToContainerPoint(popup.getLatLng())
    const paper = popup.getElement().querySelector(".leaflet-popup-content-wrapper")
    const size = L.point(paper.offsetWidth, paper.offsetHeight)
    const free = freeOf(map)
    const best = least(seatsOf(size, anchor, popup.lift, targetOf(map, known, anchor), free))
    popup.getElement().classList.toggle("beside", !best.isAbove)
    popup.options.offset = L.point(best.box.min.x + Math.round(size.x / 2) - anchor.x, best.box.max.y + (best.isAbove ? TIP : 0) - anchor.y)
    popup.setLatLng(popup.getLatLng()) // places it anew
    known.glance.after = { center: map.containerPointToLatLng(map.getSize().divideBy(2).add(best.pan)), zoom: map.getZoom() }
    if (best.pan.x || best.pan.y) map.panBy(best.pan, { animate: travels() })
  }

  function freeOf(map) {
    const { min, max } = Dateline.isPhone(map) ? FREE_ON_A_PHONE : FREE
    return L.bounds(L.point(min), map.getSize().subtract(max))
  }

  /* What is to be seen beside the popup: where it points at, and what is seen now of the handle and the shape. */
  function targetOf(map, known, anchor) {
    const { key } = known.popup
    const frame = map.getContainer().getBoundingClientRect()
    const view = L.bounds([0, 0], map.getSize())
    const shapes = (known.places?.layers.get(key) ?? []).map((layer) => layer._path)
    const tag = Dateline.handleOf(known, key)?.getElement()?.querySelector(".tag")
    const target = L.bounds([anchor])
    for (const element of [tag, ...shapes].filter(Boolean)) {
      const { left, top, right, bottom } = element.getBoundingClientRect()
      const seen = common(L.bounds([left - frame.left, top - frame.top], [right - frame.left, bottom - frame.top]), view)
      const size = seen?.getSize()
      if (size && size.x < LARGE * view.max.x && size.y < LARGE * view.max.y) target.extend(seen)
    }
    return target
  }

  function common(one, other) {
    if (!one.intersects(other)) return null
    const [min, max] = [["min", Math.max], ["max", Math.min]].map(([end, pick]) => L.point(pick(one[end].x, other[end].x), pick(one[end].y, other[end].y)))
    return L.bounds(min, max)
  }

  function seatsOf(size, anchor, lift, target, free) {
    const across = clamp(anchor.x - size.x / 2, free.min.x, free.max.x - size.x)
    const upright = clamp(target.getCenter().y - size.y / 2, free.min.y, free.max.y - size.y)
    const corners = [
      [anchor.x - size.x / 2, anchor.y + lift.y - TIP - size.y],
      [across, target.max.y + GAP],
      [target.max.x + GAP, upright],
      [target.min.x - GAP - size.x, upright],
    ]
    return corners.map(([left, top], number) => {
      const corner = L.point(left, top).round()
      const box = L.bounds(corner, corner.add(size))
      return { box, isAbove: number === 0, ...panInto(box, target, free) }
    })
  }

  const clamp = (value, low, high) => Math.max(low, Math.min(value, high))

  /* How far the map moves to show a popup and its place; where both have no room together, the popup. */
  function panInto(box, target, free) {
    const both = L.bounds(box.min, box.max).extend(target)
    const [room, needs] = [free.getSize(), both.getSize()]
    const hasRoom = needs.x <= room.x && needs.y <= room.y
    const shown = hasRoom ? both : box
    const [x, y] = ["x", "y"].map((axis) => {
      const over = Math.max(0, shown.max[axis] - free.max[axis])
      return shown.min[axis] - over < free.min[axis] ? shown.min[axis] - free.min[axis] : over
    })
    return { pan: L.point(x, y).round(), hasRoom }
  }

  function least(seats) {
    const cost = ({ pan, isAbove }) => Math.hypot(pan.x, pan.y) - (isAbove ? ABOVE_IS_WORTH : 0)
    const roomy = seats.filter((one) => one.hasRoom)
    if (!roomy.length) return seats[0]
    return roomy.reduce((best, one) => (cost(one) < cost(best) ? one : best))
  }

  /* ---- the view from before ---- */

  const travels = () => !matchMedia("(prefers-reduced-motion: reduce)").matches

  function looksAt(map, view) {
    if (!view || map.getZoom() !== view.zoom) return false
    return map.latLngToContainerPoint(view.center).distanceTo(map.getSize().divideBy(2)) <= SAME_PX
  }

  /* Before a popup is opened; from popup to popup the first view is kept, as long as only popups have moved the map. */
  function remember(map, known) {
    const { glance } = known
    const isSame = glance && looksAt(map, glance.after)
    known.glance = { before: isSame ? glance.before : { center: map.getCenter(), zoom: map.getZoom(), moved: known.moved } }
  }

  /* Another popup may be opened in the same moment: then it is that one's to come back. */
  function lookBack(map, known) {
    const { glance } = known
    setTimeout(() => {
      if (!glance || known.glance !== glance || map.hasLayer(known.popup)) return
      known.glance = null
      if (!looksAt(map, glance.after)) return
      map.once("moveend", () => (known.moved = glance.before.moved))
      map.setView(glance.before.center, glance.before.zoom, { animate: travels() })
    })
  }

  Object.assign(window.Dateline, { seat, remember, lookBack })
})()
