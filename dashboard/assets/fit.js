/* Where the map looks by itself: at first at the places that most of the story is told about, at all of them when it is
   asked to; and the line that tells of places outside of what is seen, so that none is hidden silently. */

;(() => {
  const { maps, make } = window.Dateline
  const FIT_PADDING = [56, 48] // px around the places
  const PHONE_PADDING = [30, 34] // px around the places on a phone
  const WHOLE_EARTH = { at: [25, 10], zoom: 2 } // where there is nothing to show
  const CLOSEST_FIT = 9 // zoom: a single town is shown with its surroundings
  const SPECK_PX = 24 // px of a shape's longer side below which it is a speck
  const SEEN_PX = 56 // px of a shape's longer side at which it is looked at
  const ROOM = -0.05 // share of the view at its edges in which a place is not well in view
  const BACKDROP = 0.6 // share of the view from which an area is what all else lies on
  const MAIN = "Show where most of the story is told"
  const ALL = "Show all places"

  /* `whole` tells whether all places are to be seen; without it the map is fitted again as it was. */
  function fit(map, known, whole = Boolean(known.whole)) {
    if (!map.getSize().x || !known.places) return // asked again when the map has a size
    known.whole = whole
    known.quiet = true
    const bounds = (!whole && known.places.main) || allBounds(known)
    const padding = Dateline.isPhone(map) ? PHONE_PADDING : FIT_PADDING
    if (bounds) map.fitBounds(bounds, { padding, maxZoom: CLOSEST_FIT, animate: false })
    else map.setView(WHOLE_EARTH.at, WHOLE_EARTH.zoom, { animate: false })
    known.quiet = known.moved = false
    nameFit(known)
  }

  /* Of all that is drawn once somebody asks for it; at first names where nothing happened do not widen the view. */
  function allBounds(known) {
    const { bounds, all } = known.places
    if (!bounds || !known.whole) return bounds
    const around = L.latLngBounds(bounds)
    all.forEach((about) => around.extend(about.latlng))
    return around
  }

  /* Moves the map to a place that was selected elsewhere, and closer where its shape is a speck; one that is well in view
     stays where it is. */
  function bring(map, known, about, travels = !matchMedia("(prefers-reduced-motion: reduce)").matches) {
    const isIn = map.getBounds().pad(ROOM).contains(about.latlng)
    const zoom = zoomFor(map, known, about)
    if (isIn && zoom <= map.getZoom()) return
    map.setView(about.latlng, zoom, { animate: travels })
  }

  function zoomFor(map, known, about) {
    const bounds = Dateline.boundsOf(known, about)
    if (!bounds) return map.getZoom()
    const size = sizeOf(map, bounds)
    const long = Math.max(1, size.x, size.y)
    const closer = map.getZoom() + (long < SPECK_PX ? Math.ceil(Math.log2(SEEN_PX / long)) : 0)
    return Math.max(Math.min(closer, map.getBoundsZoom(bounds.pad(0.2))), map.getMinZoom())
  }

  const sizeOf = (map, bounds) => map.latLngToLayerPoint(bounds.getSouthEast()).subtract(map.latLngToLayerPoint(bounds.getNorthWest()))

  /* What all else lies on takes no click and no hover: its handle does. */
  function markBackdrops(map, known) {
    if (!known.places || known.places.isCrowd || !map._loaded) return
    const view = map.getSize()
    for (const { about } of known.places.handles) {
      const bounds = Dateline.boundsOf(known, about)
      const size = bounds && sizeOf(map, bounds)
      const isBackdrop = Boolean(size && size.x * size.y > BACKDROP * view.x * view.y)
      known.places.layers.get(about.key)?.forEach((layer) => layer._path?.classList.toggle("backdrop", isBackdrop))
    }
  }

  /* A filter or a correction has left nothing where somebody looks: an empty map would look like a loss. */
  function isBare(map, known) {
    const view = map.getBounds()
    return known.places.all.length > 0 && !known.places.all.some((about) => view.contains(about.latlng))
  }

  /* ---- the buttons ---- */

  const hasClose = (known) => Boolean(known.places?.main)

  function nameFit(known) {
    const words = known.whole && hasClose(known) ? MAIN : ALL
    known.fitLink.title = words
    known.fitLink.setAttribute("aria-label", words)
  }

  function addFit(map, known) {
    const link = make("a", "dateline-fit", "⤢")
    Object.assign(link, { href: "#" })
    link.setAttribute("role", "button")
    known.fitLink = link
    nameFit(known)
    act(link, () => fit(map, known, !(known.whole && hasClose(known))))
    add(map, "topright", make("div", "leaflet-bar", link))
    known.outside = make("button", "dateline-outside")
    Object.assign(known.outside, { type: "button", hidden: true })
    act(known.outside, () => fit(map, known, true))
    add(map, "topleft", make("div", "dateline-outside-box", known.outside))
    map.on("zoomend moveend", () => tellOutside(map, known))
    map.on("zoomend resize", () => markBackdrops(map, known))
  }

  function act(element, handler) {
    L.DomEvent.disableClickPropagation(element).on(element, "click", (event) => {
      L.DomEvent.preventDefault(event)
      handler()
    })
  }

  const add = (map, position, element) =>
    new (L.Control.extend({ onAdd: () => element }))({ position }).addTo(map)

  /* ---- what lies outside ---- */

  /* A place lies outside when nothing of it is seen; an area may only reach beyond what is seen, with its handle. */
  function tellOutside(map, known) {
    const { outside } = known
    const away = known.places && map._loaded ? known.places.all.filter((about) => !map.getBounds().contains(about.latlng)) : []
    outside.hidden = !away.length
    if (!away.length) return
    const [first] = away
    const words = away.length === 1 ? make("b", "", first.title) : make("b", "", `${away.length.toLocaleString("en")} places`)
    words.dir = "auto"
    const verb = away.every((about) => isSeen(map, known, about)) ? ["reaches beyond", "reach beyond"] : ["lies outside", "lie outside"]
    outside.title = away.length === 1 ? ALL : `${ALL}: ${listed(away)}`
    outside.replaceChildren(words, make("em", "", ` ${verb[away.length === 1 ? 0 : 1]} this view`), make("span", "", "show all"))
  }

  const NAMED = 8 // places that the button names when it is pointed at

  const listed = (away) =>
    away.slice(0, NAMED).map((about) => about.title).join(", ") + (away.length > NAMED ? " …" : "")

  /* Of very many places the handle's point counts: to measure each outline would take seconds. */
  function isSeen(map, known, about) {
    const bounds = known.places.isCrowd ? null : Dateline.boundsOf(known, about)
    return Boolean(bounds?.intersects(map.getBounds()))
  }

  Object.assign(window.Dateline, { fit: (map, whole) => fit(map, maps.get(map), whole), isBare, addFit, bring, markBackdrops, tellOutside, CLOSEST_FIT })
})()
