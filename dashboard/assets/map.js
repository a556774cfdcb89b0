/* The map of Dateline, the same in the page and in the HTML file: the frame, its controls, and light and dark. The
   other files hang their parts onto `Dateline`: basemap.js the land, labels.js its names, places.js the article. */

;(() => {
  const WORLD = 360 // degrees
  const DARK_BELOW = 3 * 128 // sum of red, green and blue of a page that is dark
  const PANES = { land: 150, tiles: 170, outline: 350, crowd: 390, labels: 450, candidates: 590 } // z-index
  const CREDIT = "As reported, not verified · Leaflet, GeoNames, Natural Earth"

  const maps = new WeakMap() // Leaflet map -> what Dateline knows of it

  const make = (tag, css, ...kids) => {
    const element = document.createElement(tag)
    if (css) element.className = css
    element.append(...kids.filter((kid) => kid !== null && kid !== undefined && kid !== ""))
    return element
  }

  function start(map, options) {
    const known = { options, places: null, clicks: 0 }
    known.looked = new Promise((done) => (known.look = done)) // fulfilled once the view is that of the places
    maps.set(map, known)
    const box = map.getContainer()
    box.classList.add("dateline-map")
    box.setAttribute("role", "application")
    box.setAttribute("aria-label", "Map of the places in the article")
    followTheme(map, known)
    makePanes(map)
    addControls(map, known)
    Dateline.startLabels(map, known)
    map.on("moveend", () => (known.moved ||= !known.quiet)) // until somebody moves the map, it follows its size
    map.on("popupclose", () => Dateline.lookBack(map, known))
    map.on("zoomend", () => Dateline.placeHandles(map, known))
    map.on("moveend", () => Dateline.followView(map, known))
    new ResizeObserver(() => resized(map, known)).observe(box)
    known.watch = new ResizeObserver(() => settled(map, known)) // of handles: their style and type may arrive late
    known.watch.observe(map.createPane("probe").appendChild(make("i", "dateline-probe")))
    box.addEventListener("click", (event) => Dateline.pick(map, known, event), true)
    box.addEventListener("keydown", (event) => event.key === "Escape" && map.closePopup())
    Dateline.loadBase(map, known)
  }

  function makePanes(map) {
    for (const [name, level] of Object.entries(PANES)) {
      const pane = map.createPane(name)
      pane.style.zIndex = level
      pane.style.pointerEvents = name === "candidates" ? "auto" : "none"
    }
  }

  function addControls(map, known) {
    map.zoomControl?.setPosition("topright")
    map.attributionControl?.setPrefix(false).addAttribution(CREDIT)
    L.control.scale({ imperial: false, position: "bottomleft" }).addTo(map)
    Dateline.addFit(map, known)
  }

  /* The frame can change its size without the window doing so: a pane is dragged, a tab is shown, a style arrives. */
  function resized(map, known) {
    known.quiet = true
    map.invalidateSize({ animate: false })
    known.quiet = false
    if (!known.moved && known.places) Dateline.fit(map)
    Dateline.rest(map, known)
  }

  function settled(map, known) {
    Dateline.repaint(map, known)
    Dateline.measureHandles(known)
    Dateline.placeHandles(map, known)
    Dateline.rest(map, known)
  }

  /* ---- light and dark ---- */

  function followTheme(map, known) {
    const box = map.getContainer()
    const set = (dark) => {
      box.dataset.theme = dark ? "dark" : "light"
      Dateline.repaint(map, known)
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

  window.Dateline = { start, maps, make, colour, WORLD }
})()
