/* The names of countries and of the largest towns in view. Handles come first, then countries, then towns by size;
   what would touch something is left out, so names never collide. */

;(() => {
  const { make, WORLD } = window.Dateline
  const LABEL_GAP = 3 // px kept free around every label
  const TOWN_SPACE = 22000 // px² of map for each town that is labelled
  const TOWNS_LOOKED_AT = 400 // of those in view, largest first
  const RESTING_MS = 60 // ms of quiet before labels are laid out again
  const COARSER = 1 // zoom levels by which the server's squares are coarser than the view: few requests
  const FINEST = 13 // zoom of the finest squares; below, every town is in them
  const LETTER_PX = 6.6 // px: a letter of 12 px

  const around = (x, y, width, height) => ({
    left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2,
  })

  const touches = (one, other) =>
    one.left < other.right + LABEL_GAP && one.right > other.left - LABEL_GAP &&
    one.top < other.bottom + LABEL_GAP && one.bottom > other.top - LABEL_GAP

  const moved = (box, x, y) => ({ left: box.left + x, right: box.right + x, top: box.top + y, bottom: box.bottom + y })

  function claim(box, taken) {
    if (taken.some((other) => touches(box, other))) return false
    taken.push(box)
    return true
  }

  /* The controls, and what else lies over the map, in the map's own pixels. */
  function cornerBoxes(map) {
    const frame = map.getContainer().getBoundingClientRect()
    const boxes = [...map.getContainer().parentElement.querySelectorAll(".leaflet-control, [data-keep-clear]")]
    return boxes.map((box) => moved(box.getBoundingClientRect(), -frame.left, -frame.top))
  }

  function startLabels(map, known) {
    known.names = []
    known.towns = []
    known.squares = new Map() // "zoom/column/row" -> towns, or null while they are on their way
    known.labels = L.layerGroup().addTo(map)
    map.on("zoomend moveend", () => rest(map, known))
    if (known.options.data) Dateline.fetched(known, "towns.json").then((towns) => ((known.towns = towns), rest(map, known)))
  }

  const rest = (map, known) => {
    clearTimeout(known.resting)
    known.resting = setTimeout(() => placeNames(map, known), RESTING_MS)
  }

  function nameLand(map, known) {
    known.names = known.countries.features.map(countryName).filter(Boolean)
    known.names.sort((one, other) => other.size - one.size)
    rest(map, known)
  }

  /* Tiles bring names of their own. */
  function tilesHaveNames(map, known) {
    const tiles = known.tileChoice
    if (!tiles || map.getZoom() < (tiles.min ?? 0)) return false
    return !tiles.bounds || L.latLngBounds(tiles.bounds).contains(map.getCenter())
  }

  function placeNames(map, known) {
    if (!map._loaded || !map.getSize().x) return
    known.labels.clearLayers()
    if (tilesHaveNames(map, known)) return
    const taken = [...Dateline.handleBoxes(map, known), ...cornerBoxes(map)]
    nameCandidates(map, known, taken)
    const towns = townsInView(map, known)
    for (const turn of Dateline.turnsInView(map)) {
      nameCountries(map, known, taken, turn)
      nameTowns(map, known, towns, taken, turn)
    }
  }

  /* What else the selected name may mean: a ring each, its words only where there is room. */
  function nameCandidates(map, known, taken) {
    known.candidates?.eachLayer((marker) => {
      const point = map.latLngToContainerPoint(marker.getLatLng())
      const words = marker.getElement()?.querySelector("span")
      if (!words) return
      taken.push(around(point.x, point.y, 12, 12))
      const box = { left: point.x + 7, right: point.x + 11 + words.offsetWidth, top: point.y - 10, bottom: point.y + 20 }
      words.classList.toggle("crowded", !claim(box, taken))
    })
  }

  /* ---- countries ---- */

  /* A country's name stands in the middle of its largest part. */
  function countryName(feature) {
    const parts = feature.geometry.type === "Polygon" ? [feature.geometry.coordinates] : feature.geometry.coordinates
    const rings = parts.map((part) => part[0]).sort((one, other) => Math.abs(area(other)) - Math.abs(area(one)))
    const longitudes = rings[0].map(([longitude]) => longitude)
    const latitudes = rings[0].map(([, latitude]) => latitude)
    const label = feature.properties.label ?? middle(rings[0])
    const west = Math.min(...longitudes)
    const east = Math.max(...longitudes)
    return {
      name: feature.properties.name,
      at: label,
      west,
      east,
      size: (east - west) * (Math.max(...latitudes) - Math.min(...latitudes)),
    }
  }

  function area(ring) {
    return ring.reduce((sum, [x, y], index) => {
      const [nextX, nextY] = ring[(index + 1) % ring.length]
      return sum + (x * nextY - nextX * y) / 2
    }, 0)
  }

  function middle(ring) {
    const whole = area(ring) || 1
    let [left, up] = [0, 0]
    ring.forEach(([x, y], index) => {
      const [nextX, nextY] = ring[(index + 1) % ring.length]
      const cross = x * nextY - nextX * y
      left += (x + nextX) * cross
      up += (y + nextY) * cross
    })
    return [left / (6 * whole), up / (6 * whole)]
  }

  function nameCountries(map, known, taken, turn) {
    const inView = map.getBounds()
    for (const country of known.names) {
      const at = L.latLng(country.at[1], country.at[0] + turn * WORLD)
      if (!inView.contains(at)) continue
      const width = country.name.length * 8.6 + 8 // px: capitals of 11 px, spaced
      const room = map.latLngToContainerPoint([country.at[1], country.east + turn * WORLD]).x -
        map.latLngToContainerPoint([country.at[1], country.west + turn * WORLD]).x
      if (room < width * 0.8) continue
      const point = map.latLngToContainerPoint(at)
      const box = around(point.x, point.y, width, 15)
      if (claim(box, taken)) addName(known, at, country.name, "country-name")
    }
  }

  /* ---- towns ---- */

  /* In a file that stands alone the towns are in the file; else the server tells those of each square of the map. */
  function townsInView(map, known) {
    if (known.options.data) return known.towns
    const rows = squaresInView(map).flatMap((square) => townsOf(map, known, square))
    return rows.sort((one, other) => other[3] - one[3])
  }

  function squaresInView(map) {
    const zoom = Math.min(FINEST, Math.max(0, Math.round(map.getZoom()) - COARSER))
    const count = 2 ** zoom
    const bounds = map.getBounds()
    const [first, last] = [columnOf(bounds.getWest(), count), columnOf(bounds.getEast(), count)]
    const [top, bottom] = [rowOf(bounds.getNorth(), count), rowOf(bounds.getSouth(), count)]
    const found = new Set()
    for (let column = first; column <= Math.min(last, first + count - 1); column += 1) {
      for (let row = top; row <= bottom; row += 1) found.add(`${zoom}/${((column % count) + count) % count}/${row}`)
    }
    return [...found]
  }

  const columnOf = (longitude, count) => Math.floor(((longitude + WORLD / 2) / WORLD) * count)

  function rowOf(latitude, count) {
    const north = L.Projection.SphericalMercator.project(L.latLng(latitude, 0)).y / L.Projection.SphericalMercator.bounds.max.y
    return Math.min(count - 1, Math.max(0, Math.floor(((1 - north) / 2) * count)))
  }

  /* Until a square has come, the coarser one that it lies in does. */
  function townsOf(map, known, square) {
    const rows = known.squares.get(square)
    if (rows) return rows
    if (rows === undefined) askTowns(map, known, square)
    const [zoom, column, row] = square.split("/").map(Number)
    for (let up = 1; up <= zoom; up += 1) {
      const coarser = known.squares.get(`${zoom - up}/${column >> up}/${row >> up}`)
      if (coarser) return coarser
    }
    return []
  }

  async function askTowns(map, known, square) {
    known.squares.set(square, null)
    const answer = await fetch(`${known.options.api}towns/${square}.json`).catch(() => null)
    known.squares.set(square, answer?.ok ? await answer.json().catch(() => []) : [])
    rest(map, known)
  }

  function nameTowns(map, known, towns, taken, turn) {
    const bounds = map.getBounds()
    const size = map.getSize()
    const shown = new Set() // two squares may tell the same town
    let left = Math.max(4, Math.round((size.x * size.y) / TOWN_SPACE))
    let looked = 0
    for (const [name, latitude, longitude] of towns) {
      const at = L.latLng(latitude, longitude + turn * WORLD)
      const id = `${name} ${latitude} ${longitude}`
      if (!bounds.contains(at) || shown.has(id)) continue
      shown.add(id)
      if (!left || ++looked > TOWNS_LOOKED_AT) break
      const point = map.latLngToContainerPoint(at)
      const width = name.length * LETTER_PX + 6
      const right = { left: point.x - 4, right: point.x + 8 + width, top: point.y - 8, bottom: point.y + 8 }
      const leftward = { left: point.x - 8 - width, right: point.x + 4, top: point.y - 8, bottom: point.y + 8 }
      const side = claim(right, taken) ? "right" : claim(leftward, taken) ? "left" : ""
      if (!side) continue
      addName(known, at, name, `town-name ${side}`)
      left -= 1
    }
  }

  function addName(known, at, name, css) {
    const icon = L.divIcon({ className: css, html: make("span", "", name), iconSize: null })
    L.marker(at, { icon, pane: "labels", interactive: false, keyboard: false }).addTo(known.labels)
  }

  Object.assign(window.Dateline, { startLabels, nameLand, rest, around, touches, moved, cornerBoxes })
})()
