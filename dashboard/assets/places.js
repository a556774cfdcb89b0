/* The places of an article on the map: each a shape with one labelled handle, its tooltip and its popup. Article text
   only ever becomes a text node. */

;(() => {
  const { maps, make, rest, around, touches, moved, cornerBoxes, WORLD } = window.Dateline
  const HANDLE_LIFT = 12 // px between a point and its handle
  const REACH_STEPS = [0, 8, 18, 30, 46, 66, 90, 120, 155, 195, 240] // px that a handle may step aside, nearest first
  const DIRECTIONS = [ // left and up of a handle's seat, as shares of its reach, and how far it is disliked in px
    [0, -1, 0], [0, 1, 4], [1, 0, 2], [-1, 0, 2], [0.6, -1, 0], [-0.6, -1, 0], [0.6, 1, 4], [-0.6, 1, 4],
    [1, -0.6, 4], [-1, -0.6, 4], [1, 0.6, 6], [-1, 0.6, 6], [1, -1, 6], [-1, -1, 6], [1, 1, 8], [-1, 1, 8],
  ]
  const FAR = 80 // px of displacement from which a handle shows its number alone
  const COVERING = 40 // px by which covering another place's small shape is disliked
  const SIDEWAYS = 6 // px by which a step to the side is disliked
  const ROOMY = 130 // px of height from which a shape has room for its handle inside
  const LEADER_FROM = 26 // px from which a line ties a handle to its place
  const FIT_PADDING = [56, 48] // px around all places
  const PHONE_BELOW = 500 // px of width: a phone has no room to give away
  const PHONE_PADDING = [36, 40] // px around all places on a phone
  const WHOLE_EARTH = { at: [25, 10], zoom: 2 } // where there is nothing to show
  const CLOSEST_FIT = 9 // zoom: a single town is shown with its surroundings
  const POPUP = { maxWidth: 330, minWidth: 220, className: "dateline-popup", autoPanPaddingTopLeft: [14, 14] }
  const BESIDE_BUTTONS = [54, 24] // px that a popup keeps free at the right and below
  const ON_A_PHONE = [14, 14] // likewise; the buttons hide

  const isPhone = (map) => map.getSize().x < PHONE_BELOW
  const counted = (number) => `${number} statement${number === 1 ? "" : "s"}`

  /* ---- the places of the article ---- */

  /* What the page adds and takes away each time it says something new. The drawn places stay as long as they are the
     same, so that a popup, the focus and the view survive when only the selection changes. */
  const Places = L.FeatureGroup.extend({
    initialize(data) {
      L.FeatureGroup.prototype.initialize.call(this)
      this.data = data
    },
    onAdd(map) {
      const known = maps.get(map)
      known.holder = this
      const same = known.places?.signature === this.data.signature
      if (!same) redraw(map, known, this.data)
      choose(map, known, this.data.selected, { look: same })
    },
    onRemove(map) {
      const known = maps.get(map)
      if (known.holder === this) known.holder = null
      setTimeout(() => known.holder || clear(map, known), 0)
    },
  })

  function clear(map, known) {
    known.places?.shapes.remove()
    known.places?.markers.remove()
    known.places = null
    rest(map, known)
  }

  function redraw(map, known, data) {
    const isNew = known.article !== data.article
    clear(map, known)
    if (isNew) map.closePopup()
    known.article = data.article
    const places = { signature: data.signature, bounds: data.bounds, handles: [], layers: new Map() }
    known.places = places
    known.west = data.bounds ? data.bounds[0][1] : -WORLD / 2
    places.shapes = drawShapes(map, known, data, places)
    places.markers = drawHandles(map, known, data, places)
    addPatterns(map)
    if (isNew) fit(map, known)
    placeHandles(map, known)
    rest(map, known)
  }

  /* Places on both sides of the date line are drawn side by side. */
  const nearTo = (known) => ([longitude, latitude]) =>
    L.latLng(latitude, longitude < known.west - 1e-6 && crosses(known) ? longitude + WORLD : longitude)

  const crosses = (known) => known.places?.bounds && known.places.bounds[1][1] > WORLD / 2

  function drawShapes(map, known, data, places) {
    return L.geoJSON(data.shapes, {
      coordsToLatLng: nearTo(known),
      bubblingMouseEvents: false,
      style: (feature) => ({ className: `place-shape ${cssOf(feature)}`, ...fillOf(feature) }),
      pointToLayer: (feature, at) => L.circleMarker(at, { radius: 6, bubblingMouseEvents: false }),
      onEachFeature: (feature, layer) => {
        const key = feature.properties.key
        places.layers.set(key, [...(places.layers.get(key) ?? []), layer])
        layer.toGeoJSON = told(known, key, layer.getLatLng?.() ?? layer.getBounds().getCenter())
        layer.on("click", (event) => opened(map, known, feature, event.latlng))
      },
    }).addTo(map)
  }

  const fillOf = (feature) => (feature.properties.sign === "not" ? { fillColor: "url(#dateline-hatch)" } : {})
  const cssOf = ({ properties }) => `sign-${properties.sign} shape-${properties.shape}${properties.namedOnly ? " named-only" : ""}`

  function drawHandles(map, known, data, places) {
    return L.geoJSON(data.handles, {
      coordsToLatLng: nearTo(known),
      pointToLayer: (feature, at) => makeHandle(map, known, feature, at),
      onEachFeature: (feature, marker) => places.handles.push(marker),
    }).addTo(map)
  }

  function makeHandle(map, known, feature, at) {
    const about = feature.properties
    const html = make("span", "tag", make("b", "", about.title), about.count ? make("i", "", String(about.count)) : null,
      about.sign === "not" ? make("em", "", "NOT") : null)
    html.dir = "auto"
    const icon = L.divIcon({ className: `place-marker ${cssOf(feature)}`, html, iconSize: null })
    const marker = L.marker(at, { icon, riseOnHover: true, bubblingMouseEvents: false })
    marker.toGeoJSON = told(known, about.key, at)
    marker.on("click", () => opened(map, known, feature, marker.getLatLng(), marker))
    marker.on("add", () => dress(marker, about, known))
    marker.bindTooltip(() => tooltipOf(about), { direction: "top", className: "dateline-tooltip", opacity: 1 })
    marker.on("tooltipopen", () => known.popup?.key === about.key && map.hasLayer(known.popup) && marker.closeTooltip())
    return marker
  }

  function dress(marker, about, known) {
    const element = marker.getElement()
    const count = about.count ? `, ${counted(about.count)}, ${about.how}` : ", only named"
    element.setAttribute("aria-label", about.title + count)
    element.dataset.key = about.key
    element.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return
      event.preventDefault()
      marker.fire("click", { latlng: marker.getLatLng() }, true) // told to the page like a click
    })
    element.prepend(make("span", "leader"))
    known.watch.observe(element)
  }

  /* What the page is told of a click: which place, and a number, so that a second click on the same place counts too. */
  const told = (known, key, at) => () => ({
    type: "Feature",
    properties: { key, click: known.clicks },
    geometry: { type: "Point", coordinates: [at.lng, at.lat] },
  })

  function opened(map, known, feature, at, marker) {
    known.clicks += 1
    choose(map, known, feature.properties.key)
    const handle = marker ?? handleOf(known, feature.properties.key)
    const lift = marker && handle.box ? L.point((handle.box.left + handle.box.right) / 2, handle.box.top + 4) : L.point(0, 4)
    known.popup = L.popup({ ...POPUP, offset: lift, autoPanPaddingBottomRight: isPhone(map) ? ON_A_PHONE : BESIDE_BUTTONS }).setLatLng(at).setContent(popupOf(feature.properties))
    known.popup.key = feature.properties.key
    handle?.closeTooltip()
    L.DomEvent.disableScrollPropagation(known.popup.getContent().querySelector(".claims"))
    known.popup.openOn(map)
  }

  const handleOf = (known, key) => known.places?.handles.find((one) => one.feature.properties.key === key)

  function choose(map, known, key, { look = false } = {}) {
    if (!known.places) return
    const changed = known.chosen !== (key ?? null)
    known.chosen = key ?? null
    map.getContainer().classList.toggle("has-selection", Boolean(key))
    for (const [own, layers] of known.places.layers) {
      layers.forEach((layer) => layer._path?.classList.toggle("selected", own === key))
    }
    for (const handle of known.places.handles) {
      const own = handle.feature.properties.key === key
      handle.getElement()?.classList.toggle("selected", own)
      handle.getElement()?.setAttribute("aria-pressed", String(own))
      handle.setZIndexOffset(own ? 1000 : 0)
      if (own && look && changed && !map.getBounds().pad(-0.05).contains(handle.getLatLng())) map.panTo(handle.getLatLng())
    }
    if (known.popup && known.popup.key !== key) map.closePopup(known.popup)
  }

  /* ---- where handles stand ---- */

  /* Every handle stands above its place; one that would cover another steps aside, and a line ties it to its place. */
  function placeHandles(map, known) {
    if (!known.places || !map._loaded) return
    const taken = []
    const view = L.bounds([0, 0], map.getSize())
    const corner = map.containerPointToLayerPoint([0, 0])
    const controls = cornerBoxes(map).map((box) => moved(box, corner.x, corner.y))
    const frame = { left: corner.x, top: corner.y, right: corner.x + map.getSize().x, bottom: corner.y + map.getSize().y }
    const dots = known.places.handles.map((handle) => {
      const point = map.latLngToLayerPoint(handle.getLatLng())
      return handle.feature.properties.shape === "point" ? around(point.x, point.y, 12, 12) : null
    })
    const shapes = known.places.handles.map((handle) => smallShape(map, known, handle))
    known.places.handles.forEach((handle, index) => {
      const element = handle.getElement()
      const point = map.latLngToLayerPoint(handle.getLatLng())
      const others = dots.filter((dot, other) => dot && other !== index)
      const reach = reachOf(map, known, handle)
      const room = view.contains(map.latLngToContainerPoint(handle.getLatLng())) ? frame : null
      const small = shapes.filter((shape, other) => shape && other !== index)
      const free = { point, reach, taken, dots: room ? [...others, ...controls] : others, small, room }
      const { box, size } = seated(element, free)
      taken.push(box)
      handle.box = moved(box, -point.x, -point.y)
      seat(handle, element, size, reach ?? 0)
    })
  }

  /* A handle that finds no seat near its place shows its number alone until it is pointed at. */
  function seated(element, space) {
    element.classList.remove("compact")
    const full = freePlace(sizeOf(element), space)
    if (full.cost < FAR) return full
    element.classList.add("compact")
    return freePlace(sizeOf(element), space)
  }

  const sizeOf = (element) => ({ x: element.offsetWidth, y: element.offsetHeight })

  function shapeBox(map, known, handle) {
    if (handle.feature.properties.shape === "point") return null
    const layers = known.places.layers.get(handle.feature.properties.key) ?? []
    const bounds = layers.reduce((all, layer) => all.extend(layer.getBounds?.() ?? layer.getLatLng()), L.latLngBounds([]))
    if (!bounds.isValid()) return null
    const [low, high] = [map.latLngToLayerPoint(bounds.getSouthWest()), map.latLngToLayerPoint(bounds.getNorthEast())]
    return { left: low.x, right: high.x, top: high.y, bottom: low.y }
  }

  function smallShape(map, known, handle) {
    const box = shapeBox(map, known, handle)
    return box && box.bottom - box.top <= ROOMY ? box : null
  }

  /* How far a small shape reaches from its handle's point; a large one has room for the handle inside. */
  function reachOf(map, known, handle) {
    const box = shapeBox(map, known, handle)
    if (!box) return 0
    const high = box.bottom - box.top
    return high > ROOMY ? null : Math.max(0, high / 2 - HANDLE_LIFT / 2)
  }

  const within = (box, room) =>
    !room || (box.left >= room.left && box.right <= room.right && box.top >= room.top && box.bottom <= room.bottom)

  /* The nearest seat that nothing is in the way of; where there is none, one that at least covers no other handle. */
  function freePlace(size, { point, reach, taken, dots, small, room }) {
    const boxes = seats(size, reach).map(({ x, y, cost }) => ({ box: around(point.x + x, point.y + y, size.x, size.y), cost, size }))
    const free = boxes.filter(({ box }) => !taken.some((other) => touches(box, other)))
    const good = free.filter(({ box }) => within(box, room) && !dots.some((other) => touches(box, other)))
    const price = ({ box, cost }) => cost + COVERING * small.filter((other) => touches(box, other)).length
    return cheapest(good, price) ?? cheapest(free.filter(({ box }) => within(box, room)), price) ?? free[0] ?? boxes[0]
  }

  const cheapest = (list, price) =>
    list.reduce((best, one) => (best && price(best) <= price(one) ? best : one), null)

  /* Where a handle may stand around its point, the nearest first; above is best, then below, then beside. */
  function seats(size, reach) {
    const [wide, high] = [size.x / 2 + HANDLE_LIFT + (reach ?? 0), size.y / 2 + HANDLE_LIFT + (reach ?? 0)]
    const free = REACH_STEPS.flatMap((step) => DIRECTIONS.map(([left, up, dislike]) => {
      const [x, y] = [left * (wide + step * Math.abs(left)), up * (high + step)]
      return { x, y, cost: step + Math.abs(left) * SIDEWAYS + dislike }
    }))
    free.sort((one, other) => one.cost - other.cost)
    return reach === null ? [{ x: 0, y: 0 }, ...free] : free
  }

  function seat(handle, element, size, reach) {
    const { box } = handle
    const [x, y] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2]
    element.style.marginLeft = `${box.left}px`
    element.style.marginTop = `${box.top}px`
    handle.options.icon.options.tooltipAnchor = [x, box.top]
    const leader = element.querySelector(".leader")
    const far = Math.hypot(x, y)
    leader.hidden = Math.abs(x) < size.x / 2 + LEADER_FROM && Math.abs(y) < size.y / 2 + reach + LEADER_FROM
    Object.assign(leader.style, {
      left: `${size.x / 2}px`, top: `${size.y / 2}px`, width: `${far}px`, transform: `rotate(${Math.atan2(-y, -x)}rad)`,
    })
  }

  function handleBoxes(map, known) {
    if (!known.places) return []
    return known.places.handles.flatMap((handle) => {
      const point = map.latLngToContainerPoint(handle.getLatLng())
      const own = handle.box ? [moved(handle.box, point.x, point.y)] : []
      return handle.feature.properties.shape === "point" ? [...own, around(point.x, point.y, 14, 14)] : own
    })
  }

  /* ---- fit ---- */

  function fit(map, known) {
    if (!map.getSize().x || !known.places) return // asked again when the map has a size
    const padding = isPhone(map) ? PHONE_PADDING : FIT_PADDING
    known.quiet = true
    if (known.places.bounds) map.fitBounds(known.places.bounds, { padding, maxZoom: CLOSEST_FIT, animate: false })
    else map.setView(WHOLE_EARTH.at, WHOLE_EARTH.zoom, { animate: false })
    known.quiet = known.moved = false
  }

  /* ---- tooltip and popup: text nodes only ---- */

  function tooltipOf(about) {
    const first = about.claims[0]
    const head = make("div", "head", make("b", "", about.title), about.count ? ` · ${counted(about.count)}` : " · only named")
    const said = first && make("div", "said", `${first.heading}${first.note ? `, ${first.note}` : ""}, ${first.how}: `, ...wordsOf(first))
    return make("div", "tip", head, said)
  }

  function popupOf(about) {
    const head = make("div", "head", make("b", "", about.title), make("small", "", about.subtitle))
    if (about.twin) head.append(make("small", "", about.twin))
    const more = about.more ? make("p", "more", `and ${counted(about.more)} more in the list`) : null
    const claims = make("div", "claims", ...about.claims.map(claimOf), more)
    claims.tabIndex = 0 // so that keys can scroll it
    const body = make("div", "place-popup", head, claims, make("p", "foot", "As reported, not verified"))
    body.setAttribute("role", "dialog")
    body.setAttribute("aria-label", about.title)
    return body
  }

  function claimOf(one) {
    const who = make("div", "who", make("b", "", one.heading), one.note && make("span", "note", one.note))
    const how = make("div", `how sign-${one.sign}`, make("span", "said-how", one.how), one.cue && make("span", "note", one.cue),
      one.wordsNote && make("span", "note", one.wordsNote))
    const words = make("p", "words", ...wordsOf(one))
    words.dir = "auto"
    return make("article", "one-claim", who, how, words, one.when && make("div", "when", one.when))
  }

  const wordsOf = (one) => one.pieces.map(([text, quoted]) => (quoted ? make("q", "", text) : text))

  /* ---- the hatch of what is said NOT to be so ---- */

  function addPatterns(map) {
    const drawing = map.getPane("overlayPane").querySelector("svg")
    if (!drawing || drawing.querySelector("#dateline-hatch")) return
    const space = "http://www.w3.org/2000/svg"
    const pattern = document.createElementNS(space, "pattern")
    const attributes = { id: "dateline-hatch", width: 7, height: 7, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" }
    Object.entries(attributes).forEach(([name, value]) => pattern.setAttribute(name, value))
    const line = document.createElementNS(space, "line")
    Object.entries({ x1: 0, y1: 0, x2: 0, y2: 7, class: "hatch-line" }).forEach(([name, value]) => line.setAttribute(name, value))
    pattern.append(line)
    const definitions = document.createElementNS(space, "defs")
    definitions.append(pattern)
    drawing.prepend(definitions)
  }

  Object.assign(window.Dateline, {
    places: (data) => new Places(data),
    fit: (map) => fit(map, maps.get(map)),
    select: (map, key) => choose(map, maps.get(map), key, { look: true }),
    open: (map, key) => handleOf(maps.get(map), key)?.fire("click", {}, true),
    placeHandles,
    handleBoxes,
  })
})()
