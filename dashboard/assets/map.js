/* The map of Dateline, the same in the page and in the HTML file. This part draws the base map, light or dark, and the
   names of countries and towns, which never collide; places.js draws the places of the article over it. */

;(() => {
  const LABEL_GAP = 3 // px kept free around every label
  const DIVISIONS_FROM = 6 // zoom from which first-level divisions are drawn
  const TOWN_SPACE = 22000 // px² of map for each town that is labelled
  const TOWNS_LOOKED_AT = 400 // of those in view, largest first
  const RESTING_MS = 60 // ms of quiet before labels are laid out again
  const WORLD = 360 // degrees
  const DARK_BELOW = 3 * 128 // sum of red, green and blue of a page that is dark

  const maps = new WeakMap() // Leaflet map -> what Dateline knows of it

  const make = (tag, css, ...kids) => {
    const element = document.createElement(tag)
    if (css) element.className = css
    element.append(...kids.filter((kid) => kid !== null && kid !== undefined && kid !== ""))
    return element
  }

  /* ---- start ---- */

  function start(map, options) {
    const known = { options, places: null, towns: [], names: [], divisions: null, copies: new Set(), clicks: 0 }
    maps.set(map, known)
    const box = map.getContainer()
    box.classList.add("dateline-map")
    box.setAttribute("role", "application")
    box.setAttribute("aria-label", "Map of the places in the article")
    followTheme(map, known)
    makePanes(map)
    addControls(map, known)
    known.labels = L.layerGroup().addTo(map)
    map.on("zoomend moveend", () => rest(map, known))
    map.on("moveend", () => (known.moved ||= !known.quiet)) // until somebody moves the map, it follows its size
    map.on("zoomend", () => Dateline.placeHandles(map, known))
    new ResizeObserver(() => resized(map, known)).observe(box)
    known.watch = new ResizeObserver(() => settled(map, known)) // of handles: their style and type may arrive late
    known.watch.observe(map.createPane("probe").appendChild(make("i", "dateline-probe")))
    box.addEventListener("keydown", (event) => event.key === "Escape" && map.closePopup())
    if (!options.tiles) loadBase(map, known)
  }

  function makePanes(map) {
    for (const [name, level] of [["land", 150], ["labels", 450]]) {
      const pane = map.createPane(name)
      pane.style.zIndex = level
      pane.style.pointerEvents = "none"
    }
  }

  function addControls(map, known) {
    map.zoomControl?.setPosition("topright")
    map.attributionControl?.setPrefix(false).addAttribution(
      "As reported, not verified · Leaflet, GeoNames, Natural Earth",
    )
    L.control.scale({ imperial: false, position: "bottomleft" }).addTo(map)
    const Fit = L.Control.extend({
      onAdd() {
        const link = make("a", "dateline-fit", "⤢")
        Object.assign(link, { href: "#", title: "Show all places", role: "button" })
        link.setAttribute("aria-label", "Show all places")
        L.DomEvent.disableClickPropagation(link).on(link, "click", (event) => {
          L.DomEvent.preventDefault(event)
          Dateline.fit(map)
        })
        return make("div", "leaflet-bar", link)
      },
    })
    new Fit({ position: "topright" }).addTo(map)
  }

  /* The frame can change its size without the window doing so: a pane is dragged, a tab is shown, a style arrives. */
  function resized(map, known) {
    known.quiet = true
    map.invalidateSize({ animate: false })
    known.quiet = false
    if (!known.moved && known.places) Dateline.fit(map)
    rest(map, known)
  }

  function settled(map, known) {
    repaint(map, known)
    Dateline.placeHandles(map, known)
    rest(map, known)
  }

  /* ---- light and dark ---- */

  function followTheme(map, known) {
    const box = map.getContainer()
    const set = (dark) => {
      box.dataset.theme = dark ? "dark" : "light"
      repaint(map, known)
    }
    const system = matchMedia("(prefers-color-scheme: dark)")
    if (typeof known.options.dark === "boolean") return set(known.options.dark)
    if (window.parent === window) {
      system.addEventListener("change", () => set(system.matches))
      return set(system.matches)
    }
    addEventListener("message", (event) => {
      const base = event.source === window.parent && event.data?.theme?.base
      if (base) set(base === "dark")
    })
    return set(pageIsDark())
  }

  function pageIsDark() {
    try {
      const page = window.parent.document.querySelector(".stApp") ?? window.parent.document.body
      const [red, green, blue] = getComputedStyle(page).backgroundColor.match(/\d+/g).map(Number)
      return red + green + blue < DARK_BELOW
    } catch {
      return matchMedia("(prefers-color-scheme: dark)").matches
    }
  }

  const colour = (map, name) => getComputedStyle(map.getContainer()).getPropertyValue(name).trim()

  const landStyle = (map) => ({ fillColor: colour(map, "--land"), fillOpacity: 1, color: colour(map, "--border"), weight: 1 })
  const divisionStyle = (map) => ({ color: colour(map, "--border"), weight: 0.7, opacity: 0.8, fill: false })

  function repaint(map, known) {
    known.land?.forEach((layer) => layer.setStyle(landStyle(map)))
    known.divisionLayers?.forEach((layer) => layer.setStyle(divisionStyle(map)))
  }

  /* ---- base map ---- */

  const fetched = (known, name) =>
    known.options.data ? Promise.resolve(known.options.data[name]) : fetch(known.options.assets + name).then((r) => r.json())

  async function loadBase(map, known) {
    known.canvas = L.canvas({ pane: "land", padding: 0.6 })
    known.land = []
    known.divisionLayers = []
    const [countries, towns] = await Promise.all([
      fetched(known, "basemap_countries.json"),
      fetched(known, "towns.json").catch(() => []),
    ])
    known.countries = countries
    known.names = countries.features.map(countryName).filter(Boolean)
    known.towns = towns
    drawCopies(map, known)
    map.on("moveend", () => drawCopies(map, known))
    rest(map, known)
  }

  /* The world goes on to the left and right of itself: copies are drawn once somebody looks there. */
  function drawCopies(map, known) {
    if (!map._loaded) return
    for (const turn of turnsInView(map)) {
      if (!known.copies.has(turn)) {
        known.copies.add(turn)
        known.land.push(outlines(map, known, known.countries, turn, landStyle(map)))
        if (known.divisions) known.divisionLayers.push(outlines(map, known, known.divisions, turn, divisionStyle(map)))
      }
    }
    if (map.getZoom() >= DIVISIONS_FROM) drawDivisions(map, known)
    known.divisionLayers.forEach((layer) => toggle(map, layer, map.getZoom() >= DIVISIONS_FROM))
  }

  const toggle = (map, layer, on) => (on ? layer.addTo(map) : layer.remove())

  async function drawDivisions(map, known) {
    if (known.divisionsAsked) return
    known.divisionsAsked = true
    known.divisions = await fetched(known, "basemap_admin1.json").catch(() => null)
    if (!known.divisions) return
    for (const turn of known.copies) {
      known.divisionLayers.push(outlines(map, known, known.divisions, turn, divisionStyle(map)))
    }
  }

  function outlines(map, known, data, turn, style) {
    return L.geoJSON(data, {
      pane: "land",
      renderer: known.canvas,
      interactive: false,
      style: { ...style, smoothFactor: 0.8 },
      coordsToLatLng: ([longitude, latitude]) => L.latLng(latitude, longitude + turn * WORLD),
    }).addTo(map)
  }

  const turnOf = (longitude) => Math.floor((longitude + WORLD / 2) / WORLD)

  function turnsInView(map) {
    const bounds = map.getBounds().pad(0.3)
    const first = Math.max(turnOf(bounds.getWest()), -2)
    const last = Math.min(turnOf(bounds.getEast()), 2)
    return Array.from({ length: last - first + 1 }, (_, index) => first + index)
  }

  /* ---- names of countries and towns ---- */

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

  const rest = (map, known) => {
    clearTimeout(known.resting)
    known.resting = setTimeout(() => placeNames(map, known), RESTING_MS)
  }

  /* Handles come first, then countries, then towns by size; what would touch something is left out. */
  function placeNames(map, known) {
    if (!map._loaded || known.options.tiles || !map.getSize().x) return
    const taken = [...Dateline.handleBoxes(map, known), ...cornerBoxes(map)]
    known.labels.clearLayers()
    for (const turn of turnsInView(map)) {
      nameCountries(map, known, taken, turn)
      nameTowns(map, known, taken, turn)
    }
  }

  function nameCountries(map, known, taken, turn) {
    const inView = map.getBounds()
    for (const country of [...known.names].sort((one, other) => other.size - one.size)) {
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

  function nameTowns(map, known, taken, turn) {
    const bounds = map.getBounds()
    const size = map.getSize()
    let left = Math.max(4, Math.round((size.x * size.y) / TOWN_SPACE))
    let looked = 0
    for (const [name, latitude, longitude] of known.towns) {
      const at = L.latLng(latitude, longitude + turn * WORLD)
      if (!bounds.contains(at)) continue
      if (!left || ++looked > TOWNS_LOOKED_AT) break
      const point = map.latLngToContainerPoint(at)
      const width = name.length * 6.6 + 6 // px: letters of 12 px
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

  const around = (x, y, width, height) => ({
    left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2,
  })

  const touches = (one, other) =>
    one.left < other.right + LABEL_GAP && one.right > other.left - LABEL_GAP &&
    one.top < other.bottom + LABEL_GAP && one.bottom > other.top - LABEL_GAP

  function claim(box, taken) {
    if (taken.some((other) => touches(box, other))) return false
    taken.push(box)
    return true
  }

  function cornerBoxes(map) {
    const frame = map.getContainer().getBoundingClientRect()
    const boxes = [...map.getContainer().parentElement.querySelectorAll(".leaflet-control, [data-keep-clear]")]
    return boxes.map((box) => moved(box.getBoundingClientRect(), -frame.left, -frame.top))
  }

  const moved = (box, x, y) => ({ left: box.left + x, right: box.right + x, top: box.top + y, bottom: box.bottom + y })

  window.Dateline = { start, maps, make, rest, around, touches, moved, cornerBoxes, WORLD }
})()
