/* The places of an article on the map: each a shape with one labelled handle. Article text only ever becomes a text
   node. */

;(() => {
  const { maps, make, rest, WORLD } = window.Dateline
  const MOST_HANDLES = 200 // places that each have a handle of their own; with more see crowd.js

  /* What the page adds and takes away each time it says something new: which places, and what is selected of them. The
     drawn places stay as long as they are the same, so that a popup, the focus and the view survive. */
  const Places = L.FeatureGroup.extend({
    initialize(data) {
      L.FeatureGroup.prototype.initialize.call(this)
      this.data = data
    },
    onAdd(map) {
      const known = maps.get(map)
      known.holder = this
      const { data } = this
      Dateline.useTiles(map, known, data.tiles ?? null)
      if (known.places?.name === data.name) return follow(map, known, data, true)
      if (data.drawn) return show(map, known, this, data.drawn, data.name)
      fetch(`${known.options.api}map/${data.name}.json`)
        .then(async (answer) => {
          if (!answer.ok) throw new Error(String(answer.status))
          const content = answer.headers.get("ETag")
          if (content && known.places?.content === content) keep(map, known, this)
          else show(map, known, this, await answer.json(), content)
        })
        .catch(() => known.holder === this && complain(map))
    },
    onRemove(map) {
      const known = maps.get(map)
      if (known.holder === this) known.holder = null
      setTimeout(() => known.holder || clear(map, known), 0)
    },
  })

  /* The same places under a new name, after a note or a grade. */
  function keep(map, known, holder) {
    if (known.holder !== holder) return
    known.places.name = holder.data.name
    follow(map, known, holder.data, true)
  }

  function show(map, known, holder, drawn, content) {
    if (known.holder !== holder) return // the page has said something newer meanwhile
    const before = known.article
    redraw(map, known, drawn, { name: holder.data.name, content })
    const isSame = before === known.article
    follow(map, known, holder.data, isSame) // a place that was corrected may be somewhere else now
    if (isSame && !known.chosen && Dateline.isBare(map, known)) Dateline.fit(map)
  }

  function follow(map, known, data, look) {
    choose(map, known, data.selected, { look, lit: data.lit })
    drawCandidates(map, known, data.candidates ?? [])
    Dateline.outline(map, data.outline ?? null)
    known.picking = Boolean(data.picking)
    map.getContainer().classList.toggle("picking", known.picking)
    if (!known.picking) known.pin?.remove()
  }

  /* A reader picks a point: the click is told before anything on the map can take it for a selection. */
  function pick(map, known, event) {
    if (!known.picking || event.target.closest(".leaflet-control") || map.dragging?.moved()) return
    event.stopPropagation()
    const at = map.mouseEventToLatLng(event)
    known.pin?.remove()
    known.pin = L.circleMarker(at, { radius: 7, className: "picked-point", interactive: false }).addTo(map)
    known.clicks += 1
    tell(known, null, at.wrap())
  }

  function complain(map) {
    maps.get(map).look()
    L.popup({ className: "dateline-popup", closeOnClick: false }).setLatLng(map.getCenter())
      .setContent(make("div", "place-popup", "The places could not be loaded. Reload the page.")).openOn(map)
  }

  /* ---- draw ---- */

  function clear(map, known) {
    Dateline.stopCrowd(map, known)
    known.places?.shapes.remove()
    known.places?.markers.remove()
    known.candidates?.remove()
    known.places = null
    rest(map, known)
  }

  function redraw(map, known, data, names) {
    const isNew = known.article !== data.article
    clear(map, known)
    if (isNew) map.closePopup()
    known.article = data.article
    const places = { ...names, bounds: data.bounds, main: data.main, claims: data.claims, handles: [], layers: new Map() }
    known.places = places
    places.all = data.places.features.map((feature) => prepared(known, feature))
    places.byKey = new Map(places.all.map((about) => [about.key, about]))
    places.isCrowd = places.all.length > MOST_HANDLES
    places.byCount = places.isCrowd ? [...places.all].sort((one, other) => other.count - one.count) : []
    places.shapes = shapeLayer(map, known, places).addTo(map)
    places.markers = L.layerGroup().addTo(map)
    addPatterns(map)
    if (isNew) Dateline.fit(map, false)
    else Dateline.refreshPopup(map, known)
    Dateline.tellOutside(map, known)
    Dateline.loadType()
    if (places.isCrowd) {
      Dateline.startCrowd(map, known)
      Dateline.followView(map, known, { anew: true })
    } else {
      Dateline.measureHandles(known, setHandles(map, known, seenFirst(map, places.all)))
      Dateline.placeHandles(map, known)
      Dateline.markBackdrops(map, known)
    }
    known.look()
    rest(map, known)
  }

  function prepared(known, feature) {
    const latlng = nearTo(known)(feature.properties.at)
    return Object.assign(feature.properties, { latlng, geometry: feature.geometry })
  }

  /* Places on both sides of the date line are drawn side by side. */
  const nearTo = (known) => ([longitude, latitude]) =>
    L.latLng(latitude, crosses(known) && longitude < known.places.bounds[0][1] - 1e-6 ? longitude + WORLD : longitude)

  const crosses = (known) => known.places?.bounds && known.places.bounds[1][1] > WORLD / 2

  /* Who goes from handle to handle by keyboard begins with those in view. */
  function seenFirst(map, all) {
    const view = map.getBounds()
    return [...all].sort((one, other) => view.contains(other.latlng) - view.contains(one.latlng))
  }

  /* Gives these places a handle and a shape, and takes them from all others; returns the handles that are new. */
  function setHandles(map, known, wanted) {
    const { places } = known
    const had = new Map(places.handles.map((handle) => [handle.about, handle]))
    const keep = new Set(wanted)
    had.forEach((handle, about) => keep.has(about) || dropHandle(known, handle))
    const fresh = wanted.filter((about) => !had.has(about)).map((about) => makeHandle(map, known, about))
    fresh.forEach((handle) => places.markers.addLayer(handle))
    const made = new Map(fresh.map((handle) => [handle.about, handle]))
    places.handles = wanted.map((about) => had.get(about) ?? made.get(about))
    const shapes = fresh.map(({ about }) => about).sort((one, other) => extent(known, other) - extent(known, one))
    shapes.forEach((about) => about.geometry && places.shapes.addData({ type: "Feature", geometry: about.geometry, properties: about }))
    return fresh
  }

  function dropHandle(known, handle) {
    known.watch.unobserve(handle.getElement())
    known.places.markers.removeLayer(handle)
    known.places.layers.get(handle.about.key)?.forEach((layer) => known.places.shapes.removeLayer(layer))
    known.places.layers.delete(handle.about.key)
  }

  /* Large shapes first, so that small ones lie on top of them and can be hit. */
  function extent(known, about) {
    const bounds = boundsOf(known, about)
    return bounds ? (bounds.getEast() - bounds.getWest()) * (bounds.getNorth() - bounds.getSouth()) : 0
  }

  function boundsOf(known, about) {
    if (!about.geometry || about.geometry.type === "Point") return null
    about.bounds ??= L.geoJSON(about.geometry, { coordsToLatLng: nearTo(known) }).getBounds()
    return about.bounds
  }

  function shapeLayer(map, known, places) {
    return L.geoJSON(null, {
      coordsToLatLng: nearTo(known),
      bubblingMouseEvents: false,
      style: (feature) => ({ className: `place-shape ${cssOf(feature.properties)}`, ...fillOf(feature.properties) }),
      pointToLayer: (feature, at) => L.circleMarker(at, { radius: 6, bubblingMouseEvents: false }),
      onEachFeature: (feature, layer) => {
        const about = feature.properties
        places.layers.set(about.key, [...(places.layers.get(about.key) ?? []), layer])
        layer.toGeoJSON = () => known.told
        layer.on("add", () => layer.getElement()?.setAttribute("data-key", about.key))
        layer.on("click", (event) => Dateline.clicked(map, known, about, event))
        layer.on("mouseover mouseout", (event) => point(about.key, event.type === "mouseover"))
      },
    })
  }

  const fillOf = (about) => (about.sign === "not" ? { fillColor: "url(#dateline-hatch)" } : {})
  const isPart = (about) => about.shape === "area" && about.key.includes("~part_of") // its edge is ours, and no border
  const cssOf = (about) =>
    `sign-${about.sign} shape-${about.shape}${about.namedOnly ? " named-only" : ""}${about.doubt ? " doubtful" : ""}${isPart(about) ? " shape-part" : ""}`

  function makeHandle(map, known, about) {
    const html = make("span", "tag", make("b", "", about.title), about.count ? make("i", "", about.count.toLocaleString("en")) : null,
      about.sign === "not" ? make("em", "", "NOT") : null, about.doubt ? make("u", "", "?") : null)
    html.dir = "auto"
    const icon = L.divIcon({ className: `place-marker ${cssOf(about)}`, html, iconSize: null })
    const marker = L.marker(about.latlng, { icon, riseOnHover: true, bubblingMouseEvents: false })
    marker.about = about
    marker.toGeoJSON = () => known.told
    marker.on("click", () => Dateline.openPlace(map, known, about, { marker }))
    marker.on("add", () => dress(marker, about, known))
    marker.bindTooltip(() => Dateline.tooltipOf(known, about), { direction: "top", className: "dateline-tooltip", opacity: 1 })
    marker.on("tooltipopen", () => known.popup?.key === about.key && map.hasLayer(known.popup) && marker.closeTooltip())
    marker.on("mouseover mouseout", (event) => point(about.key, event.type === "mouseover"))
    return marker
  }

  function dress(marker, about, known) {
    const element = marker.getElement()
    const count = about.count ? `, ${Dateline.counted(about.count)}, ${about.how}` : ", only named"
    element.setAttribute("aria-label", about.title + count + (about.doubt ? ", which place it is: check" : ""))
    element.dataset.key = about.key
    element.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return
      event.preventDefault()
      marker.fire("click", { latlng: marker.getLatLng() })
    })
    element.addEventListener("focus", () => point(about.key, true))
    element.addEventListener("blur", () => point(about.key, false))
    element.prepend(make("span", "leader"))
    known.watch.observe(element)
  }

  /* ---- told and heard ---- */

  /* Tells the page of a click at once: which place, and a number, so that a second click on the same place counts too.
     streamlit-folium would wait a quarter of a second; it finds what it would say already said. */
  function tell(known, key, at) {
    known.told = {
      type: "Feature",
      properties: { key, click: known.clicks },
      geometry: { type: "Point", coordinates: [at.lng, at.lat] },
    }
    const frame = window.__GLOBAL_DATA__
    if (!window.Streamlit || !frame) return
    frame.last_active_drawing = known.told
    frame.previous_data = { last_active_drawing: known.told }
    window.Streamlit.setComponentValue(frame.previous_data)
  }

  /* The reader beside the map lights the names of the place that is pointed at. */
  function point(key, on) {
    try {
      window.parent.dispatchEvent(new CustomEvent("dateline:point", { detail: { key, on } }))
    } catch {
      // a page of another origin holds the frame: it has no reader of ours
    }
  }

  /* ---- select ---- */

  const handleOf = (known, key) => known.places?.handles.find((one) => one.about.key === key)

  /* `lit` are all places of a selection that has several: of a source, of a day. */
  function choose(map, known, key, { look = false, lit = [] } = {}) {
    if (!known.places) return
    known.lit = new Set([...lit, ...(key ? [key] : [])])
    const changed = known.chosen !== (key ?? null)
    known.chosen = key ?? null
    if (look && key && changed) known.glance = null // the map goes on to another place, and not back
    if (known.popup && known.popup.key && known.popup.key !== known.chosen) map.closePopup(known.popup)
    const about = known.places.byKey.get(known.chosen)
    if (about && look && changed) Dateline.bring(map, known, about)
    if (changed && known.places.isCrowd) Dateline.followView(map, known)
    else mark(map, known)
  }

  function mark(map, known) {
    const lit = known.lit ?? new Set()
    map.getContainer().classList.toggle("has-selection", lit.size > 0)
    for (const [own, layers] of known.places.layers) {
      layers.forEach((layer) => layer._path?.classList.toggle("selected", lit.has(own)))
    }
    for (const handle of known.places.handles) {
      const own = lit.has(handle.about.key)
      handle.getElement()?.classList.toggle("selected", own)
      handle.getElement()?.setAttribute("aria-pressed", String(own))
      handle.setZIndexOffset(own ? 1000 : 0)
    }
  }

  /* A name that is pointed at in the text lights its place. */
  function preview(map, key) {
    const known = maps.get(map)
    for (const handle of known?.places?.handles ?? []) handle.getElement()?.classList.toggle("previewed", handle.about.key === key)
    known?.places?.layers.forEach((layers, own) => layers.forEach((layer) => layer._path?.classList.toggle("previewed", own === key)))
  }

  /* ---- what else the selected name may mean ---- */

  function drawCandidates(map, known, candidates) {
    const wanted = JSON.stringify(candidates)
    if (known.candidatesDrawn === wanted && map.hasLayer(known.candidates ?? {})) return
    known.candidates?.remove()
    known.candidatesDrawn = wanted
    known.candidates = L.layerGroup(candidates.map((one) => candidate(known, one))).addTo(map)
    rest(map, known)
  }

  function candidate(known, one) {
    const html = make("span", "crowded", make("b", "", one.name), make("small", "", one.word))
    html.dir = "auto"
    const icon = L.divIcon({ className: "candidate-marker", html, iconSize: null })
    const marker = L.marker(nearTo(known)(one.at), { icon, pane: "candidates", keyboard: false, zIndexOffset: -1000 })
    const words = make("div", "tip", make("b", "", one.name), make("div", "said", `${one.word} for this name: not the place that was chosen`))
    return marker.bindTooltip(words, { direction: "top", className: "dateline-tooltip", opacity: 1 })
  }

  /* ---- the hatch of what is said NOT to be so ---- */

  function addPatterns(map) {
    const drawing = map.getRenderer(L.polyline([]))._container
    if (drawing.querySelector("#dateline-hatch")) return
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
    select: (map, key) => choose(map, maps.get(map), key, { look: true }),
    open: (map, key) => {
      const known = maps.get(map)
      const about = known.places?.byKey.get(key)
      if (about) Dateline.openPlace(map, known, about, { marker: handleOf(known, key) ?? null })
    },
    preview, choose, mark, tell, pick, setHandles, handleOf, nearTo, boundsOf,
  })
})()
