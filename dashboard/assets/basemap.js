/* The land under the places: outlines of countries and of their first-level divisions, the outline of a country that
   is named, and picture tiles where somebody gave or switched on some. */

;(() => {
  const { maps, colour, WORLD } = window.Dateline
  const DIVISIONS_FROM = 6 // zoom from which first-level divisions are drawn
  const SEEN_BESIDE = 0.3 // share of the view that is drawn beside it
  const FURTHEST_TURN = 2 // copies of the world drawn to either side
  const LAND_WAITS_MS = 2000 // ms that the land waits for the places: it is drawn once, where they are, behind them

  const SLICE = 24 // outlines that are made without a pause: some 10 ms
  const PAINT_WAITS_MS = 200 // ms that the land waits for the places to be painted

  const landStyle = (map) => ({ fillColor: colour(map, "--land"), fillOpacity: 1, color: colour(map, "--border"), weight: 1 })
  const divisionStyle = (map) => ({ color: colour(map, "--border"), weight: 0.7, opacity: 0.8, fill: false })

  function repaint(map, known) {
    known.land?.forEach((layer) => layer.setStyle(landStyle(map)))
    known.divisionLayers?.forEach((layer) => layer.setStyle(divisionStyle(map)))
    known.crowd?.paint()
    known.tiles?.repaint?.()
  }

  const fetched = (known, name) =>
    known.options.data ? Promise.resolve(known.options.data[name]) : fetch(known.options.assets + name).then((r) => r.json())

  async function loadBase(map, known) {
    known.canvas = L.canvas({ pane: "land", padding: 0.6 })
    known.land = []
    known.divisionLayers = []
    known.copies = new Set()
    known.countries = await fetched(known, "basemap_countries.json")
    await Promise.race([known.looked, new Promise((done) => setTimeout(done, LAND_WAITS_MS))])
    await painted()
    drawCopies(map, known)
    map.on("moveend", () => drawCopies(map, known))
    Dateline.nameLand(map, known)
    drawOutline(map, known)
  }

  /* What was waited for is on the screen; a page in the background never paints, and waits no longer than a moment. */
  const painted = () =>
    new Promise((done) => {
      requestAnimationFrame(() => setTimeout(done))
      setTimeout(done, PAINT_WAITS_MS)
    })

  /* The world goes on to the left and right of itself: copies are drawn once somebody looks there. */
  function drawCopies(map, known) {
    if (!map._loaded) return
    for (const turn of turnsInView(map)) {
      if (known.copies.has(turn)) continue
      known.copies.add(turn)
      drawLand(map, known, turn)
      if (known.divisions) drawDivisionsOf(map, known, turn)
    }
    if (map.getZoom() >= DIVISIONS_FROM) drawDivisions(map, known)
    known.divisionLayers.forEach((layer) => showDivisions(map, layer))
  }

  const showDivisions = (map, layer) => (map.getZoom() >= DIVISIONS_FROM ? layer.addTo(map) : layer.remove())

  async function drawLand(map, known, turn) {
    const layer = await outlines(known, known.countries, turn)
    known.land.push(layer.setStyle(landStyle(map)).addTo(map))
  }

  async function drawDivisionsOf(map, known, turn) {
    const layer = await outlines(known, known.divisions, turn)
    known.divisionLayers.push(layer.setStyle(divisionStyle(map)))
    showDivisions(map, layer)
  }

  async function drawDivisions(map, known) {
    if (known.divisionsAsked) return
    known.divisionsAsked = true
    known.divisions = await fetched(known, "basemap_admin1.json").catch(() => null)
    if (!known.divisions) return
    for (const turn of known.copies) drawDivisionsOf(map, known, turn)
  }

  /* Made in slices, so that a click or a key in between need not wait. */
  async function outlines(known, data, turn) {
    const layer = L.geoJSON(null, {
      pane: "land",
      renderer: known.canvas,
      interactive: false,
      style: { smoothFactor: 0.8 },
      coordsToLatLng: ([longitude, latitude]) => L.latLng(latitude, longitude + turn * WORLD),
    })
    for (let from = 0; from < data.features.length; from += SLICE) {
      layer.addData({ type: "FeatureCollection", features: data.features.slice(from, from + SLICE) })
      await new Promise((done) => setTimeout(done))
    }
    return layer
  }

  const turnOf = (longitude) => Math.floor((longitude + WORLD / 2) / WORLD)

  function turnsInView(map) {
    const bounds = map.getBounds().pad(SEEN_BESIDE)
    const first = Math.max(turnOf(bounds.getWest()), -FURTHEST_TURN)
    const last = Math.min(turnOf(bounds.getEast()), FURTHEST_TURN)
    return Array.from({ length: last - first + 1 }, (_, index) => first + index)
  }

  /* ---- the outline of a country that is selected: it has no pin ---- */

  function outline(map, code) {
    const known = maps.get(map)
    const changed = known.outlined !== code
    known.outlined = code
    if (changed) drawOutline(map, known)
  }

  function drawOutline(map, known) {
    known.outlineLayer?.remove()
    const feature = known.outlined && known.countries?.features.find((one) => one.properties.code === known.outlined)
    if (!feature) return
    known.outlineLayer = L.geoJSON(feature, {
      pane: "outline",
      interactive: false,
      coordsToLatLng: Dateline.nearTo(known),
      style: { className: "named-outline" },
    }).addTo(map)
    showSome(map, known.outlineLayer.getBounds())
  }

  /* A country that is not in view at all is brought into view, once; whoever sees a part of it is left where he is. */
  function showSome(map, bounds) {
    if (map._loaded && map.getSize().x && !map.getBounds().intersects(bounds)) map.fitBounds(bounds, { maxZoom: 6 })
  }

  /* ---- tiles, from our own server or from elsewhere ---- */

  function useTiles(map, known, tiles) {
    const wanted = tiles ? JSON.stringify(tiles) : ""
    if (wanted === (known.tilesUsed ?? "")) return
    known.tilesUsed = wanted
    known.tiles?.remove()
    known.tiles = tiles ? tileLayer(map, tiles).addTo(map) : null
    known.tileChoice = tiles
    map.getContainer().classList.toggle("has-tiles", Boolean(tiles))
    Dateline.rest(map, known)
  }

  const tileLayer = (map, tiles) => (tiles.vector ? Dateline.streets(map, tiles, plain(tiles.credit)) : pictures(map, tiles))

  const pictures = (map, tiles) =>
    L.tileLayer(tiles.url, {
      pane: "tiles",
      minZoom: tiles.min ?? 0,
      maxNativeZoom: tiles.max,
      maxZoom: map.getMaxZoom(),
      bounds: tiles.bounds,
      attribution: plain(tiles.credit),
      className: tiles.online ? "online-tiles" : "own-tiles",
    })

  /* Leaflet takes a credit as HTML; ours may come out of a file. */
  function plain(words) {
    const box = document.createElement("i")
    box.textContent = words
    return box.innerHTML
  }

  Object.assign(window.Dateline, { repaint, loadBase, fetched, turnsInView, outline, useTiles })
})()
