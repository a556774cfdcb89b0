/* More places than can each have a handle: all of them are dots on one canvas, and those with the most statements in
   view carry a handle where there is room. Zooming in gives more of them theirs; nothing is gathered into clusters. */

;(() => {
  const { colour } = window.Dateline
  const HANDLE_SPACE = 14000 // px² of map for each handle
  const MOST_HANDLES = 60 // in view at once
  const DOT_RADIUS = { point: 4.5, area: 4, other: 6 } // px
  const SPRITE = 18 // px of the picture of one dot
  const HIDDEN = 3 // px: of dots in one square of this side all but the first are hidden, and need not be drawn
  const REACH = 9 // px around a dot in which it is pointed at
  const HOVER_MS = 40 // ms between two looks at what is pointed at
  const TONES = {
    flat: "--accent", several: "--soft", not: "--not", planned: "--planned",
    likely: "--doubt", maybe: "--doubt", uncommitted: "--doubt",
  }

  /* ---- the canvas of dots ---- */

  const Crowd = L.Canvas.extend({
    initialize(known, options) {
      L.Canvas.prototype.initialize.call(this, options)
      this.known = known
      this.sprites = new Map()
    },
    paint() {
      this.sprites.clear()
      if (this._map && this._ctx) this._redraw()
    },
    _draw() {
      const { known, _map: map, _ctx: context, _bounds: bounds } = this
      if (!bounds || !known.places) return
      const { x, y } = worldOf(map, known)
      const origin = map.getPixelOrigin()
      const half = SPRITE / 2
      const { all } = known.places
      for (const index of seen(x, y, bounds, origin).reverse()) { // the first of the article on top
        context.drawImage(this.sprite(all[index]), x[index] - origin.x - half, y[index] - origin.y - half, SPRITE, SPRITE)
      }
    },
    sprite(about) {
      about.look ??= `${about.sign} ${about.shape} ${about.namedOnly}`
      let picture = this.sprites.get(about.look)
      if (!picture) this.sprites.set(about.look, (picture = drawSprite(this._map, about)))
      return picture
    },
  })

  /* The places in view of which something is to be seen. */
  function seen(x, y, bounds, origin) {
    const { x: width, y: height } = bounds.getSize()
    const columns = Math.floor(width / HIDDEN) + 1
    const taken = new Uint8Array(columns * (Math.floor(height / HIDDEN) + 1))
    const found = []
    for (let index = 0; index < x.length; index += 1) {
      const [left, top] = [x[index] - origin.x - bounds.min.x, y[index] - origin.y - bounds.min.y]
      if (!(left >= 0 && left <= width && top >= 0 && top <= height)) continue
      const square = Math.floor(top / HIDDEN) * columns + Math.floor(left / HIDDEN)
      if (!taken[square]) found.push(index)
      taken[square] = 1
    }
    return found
  }

  /* The same signs as everywhere: hollow is doubt, dashed is planned, hollow and struck through is NOT. */
  function drawSprite(map, about) {
    const scale = window.devicePixelRatio || 1
    const picture = Object.assign(document.createElement("canvas"), { width: SPRITE * scale, height: SPRITE * scale })
    const context = picture.getContext("2d")
    context.scale(scale, scale)
    context.translate(SPRITE / 2, SPRITE / 2)
    const tone = colour(map, TONES[about.sign] ?? "--accent")
    const [panel, radius] = [colour(map, "--panel"), DOT_RADIUS[about.shape] ?? DOT_RADIUS.other]
    const hollow = !["flat", "several"].includes(about.sign)
    context.beginPath()
    if (about.shape === "area") context.rect(-radius, -radius, 2 * radius, 2 * radius)
    else context.arc(0, 0, radius, 0, 2 * Math.PI)
    context.globalAlpha = about.namedOnly || (about.shape !== "point" && !hollow) ? 0.55 : 1
    context.fillStyle = hollow ? panel : tone
    context.fill()
    context.globalAlpha = 1
    if (about.sign === "planned") context.setLineDash([2.5, 2])
    if (["likely", "maybe", "uncommitted"].includes(about.sign)) context.setLineDash([1, 1.6])
    context.lineWidth = hollow ? 1.6 : 1.1
    context.strokeStyle = hollow ? tone : panel
    context.stroke()
    if (about.sign === "not") strike(context, radius)
    return picture
  }

  function strike(context, radius) {
    context.beginPath()
    context.moveTo(-radius, radius)
    context.lineTo(radius, -radius)
    context.stroke()
  }

  /* Where every place is on the world at this zoom, in pixels; computed once a zoom. */
  function worldOf(map, known) {
    const { all, world } = known.places
    const zoom = map.getZoom()
    if (world?.zoom === zoom) return world
    const made = { zoom, x: new Float64Array(all.length), y: new Float64Array(all.length) }
    all.forEach((about, index) => {
      const point = map.project(about.latlng, zoom)
      made.x[index] = point.x
      made.y[index] = point.y
    })
    known.places.world = made
    return made
  }

  /* ---- pointing and clicking ---- */

  function startCrowd(map, known) {
    known.crowd = new Crowd(known, { pane: "crowd", padding: 0.3 }).addTo(map)
    known.crowdEvents = {
      click: (event) => clickedAt(map, known, event),
      mousemove: L.Util.throttle((event) => pointedAt(map, known, event), HOVER_MS),
      mouseout: () => known.crowdTip?.remove(),
    }
    map.on(known.crowdEvents)
  }

  function stopCrowd(map, known) {
    if (!known.crowd) return
    map.off(known.crowdEvents)
    known.crowd.remove()
    known.crowdTip?.remove()
    known.crowd = known.crowdTip = null
  }

  /* The places within reach of a point of the map, the nearest first. */
  function near(map, known, latlng) {
    const { x, y } = worldOf(map, known)
    const point = map.project(latlng, map.getZoom())
    const found = []
    for (let index = 0; index < x.length; index += 1) {
      const [across, down] = [x[index] - point.x, y[index] - point.y]
      if (Math.abs(across) <= REACH && Math.abs(down) <= REACH) found.push([across * across + down * down, index])
    }
    return found.sort((one, other) => one[0] - other[0]).map(([, index]) => known.places.all[index])
  }

  function clickedAt(map, known, event) {
    if (!known.places || event.originalEvent?.target?.closest?.(".leaflet-popup, .leaflet-marker-icon")) return
    const found = near(map, known, event.latlng)
    if (found.length > 1) Dateline.offer(map, known, found, event.latlng)
    else if (found.length) Dateline.openPlace(map, known, found[0])
  }

  function pointedAt(map, known, event) {
    if (!known.places) return
    const [about] = near(map, known, event.latlng)
    map.getContainer().classList.toggle("at-place", Boolean(about))
    if (!about) return known.crowdTip?.remove()
    known.crowdTip ??= L.tooltip({ direction: "top", className: "dateline-tooltip", opacity: 1, offset: [0, -6] })
    if (known.crowdTip.key !== about.key || !map.hasLayer(known.crowdTip)) {
      known.crowdTip.key = about.key
      known.crowdTip.setLatLng(about.latlng).setContent(Dateline.tooltipOf(known, about)).addTo(map)
    }
  }

  /* ---- who has a handle ---- */

  /* Those in view with the most statements, and the selected one; who has one keeps it as long as it is in view. */
  function followView(map, known, { anew = false } = {}) {
    if (!known.places?.isCrowd || !map._loaded || !map.getSize().x) return
    const wanted = wantedHandles(map, known)
    const fresh = Dateline.setHandles(map, known, wanted)
    Dateline.measureHandles(known, fresh)
    Dateline.placeHandles(map, known, anew || known.places.zoom !== map.getZoom() ? null : fresh)
    known.places.zoom = map.getZoom()
    Dateline.setHandles(map, known, known.places.handles.filter((one) => isSeated(known, one)).map((one) => one.about))
    Dateline.mark(map, known)
    Dateline.rest(map, known)
  }

  const isSeated = (known, handle) => handle.form === "full" || handle.about.key === known.chosen

  function wantedHandles(map, known) {
    const size = map.getSize()
    const most = Math.min(MOST_HANDLES, Math.max(4, Math.round((size.x * size.y) / HANDLE_SPACE)))
    const bounds = map.getBounds()
    const inView = known.places.byCount.filter((about) => bounds.contains(about.latlng))
    const has = new Set(known.places.handles.map((handle) => handle.about))
    const kept = known.places.zoom === map.getZoom() ? inView.filter((about) => has.has(about)) : []
    const chosen = known.places.byKey.get(known.chosen)
    const first = chosen ? [chosen, ...kept, ...inView] : [...kept, ...inView]
    return [...new Set(first)].slice(0, Math.max(most, kept.length))
  }

  Object.assign(window.Dateline, { startCrowd, stopCrowd, followView })
})()
