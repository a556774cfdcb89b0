/* Vector tiles of a file on this computer, drawn by protomaps-leaflet in the colours of our own map: quiet, so that the
   places stay on top. The words of two common ways to cut such tiles are known: Protomaps' own and OpenMapTiles'. */

;(() => {
  const { maps, colour } = window.Dateline
  const LIBRARY = "protomaps-leaflet.js"
  const DETAIL_LEVELS = 1 // zoom levels by which the drawn squares are coarser than the view: twice their size
  const POLYGON = 3 // in protomaps-leaflet's count of shapes
  const GREEN = new Set(["wood", "forest", "park", "grass", "grassland", "nature_reserve", "national_park", "cemetery",
    "golf_course", "garden", "meadow", "scrub", "recreation_ground", "village_green", "public_park", "farmland"])
  const STREETS = [ // thin ones first, so that wide ones lie on top; width in px at zoom 14
    { from: 15, width: 0.6, dash: [3, 2], kinds: ["path", "track", "footway", "cycleway", "pedestrian", "other"] },
    { from: 13, width: 0.9, kinds: ["minor_road", "minor", "service", "residential", "unclassified"] },
    { from: 11, width: 0.6, dash: [6, 3], kinds: ["rail", "transit"] },
    { from: 10, width: 1.6, kinds: ["medium_road", "tertiary", "secondary"] },
    { from: 7, width: 2.2, kinds: ["major_road", "primary", "trunk"] },
    { from: 5, width: 2.8, kinds: ["highway", "motorway"], main: true },
  ]
  const NAMES = [ // zooms from and to which they are written, and px
    { kinds: ["country"], from: 2, to: 6, size: 13, capitals: true },
    { kinds: ["region", "state", "province"], from: 5, to: 8, size: 11, capitals: true },
    { kinds: ["locality", "city", "town"], from: 5, to: 15, size: 12.5 },
    { kinds: ["village", "hamlet"], from: 11, to: 17, size: 11.5 },
    { kinds: ["neighbourhood", "macrohood", "suburb", "quarter"], from: 13, to: 17, size: 11 },
  ]
  const STREET_NAMES_FROM = 15 // zoom
  const WIDENING = 2.5 // zoom levels in which a street gets twice as wide
  const THINNEST = 0.6 // px of a street
  const NAME_PROPERTIES = ["name:en", "name_en", "name"]

  const kindOf = (feature) => feature.props.kind ?? feature.props["pmap:kind"] ?? feature.props.class ?? ""
  const isOne = (kinds) => (zoom, feature) => kinds.includes(kindOf(feature))
  const isArea = (zoom, feature) => feature.geomType === POLYGON
  const both = (names, rule) => names.map((dataLayer) => ({ dataLayer, ...rule }))

  function paintRules(map) {
    const L = window.protomapsL
    const tone = (name) => colour(map, name)
    const area = (name) => new L.PolygonSymbolizer({ fill: tone(name) })
    const line = (name, width, more) => new L.LineSymbolizer({ color: tone(name), width, ...more })
    return [
      ...both(["earth"], { symbolizer: area("--land"), filter: isArea }),
      ...both(["landcover", "landuse", "park"], { symbolizer: area("--green"), filter: (zoom, one) => isArea(zoom, one) && GREEN.has(kindOf(one)) }),
      ...both(["water"], { symbolizer: area("--sea"), filter: isArea }),
      ...both(["water", "waterway"], { symbolizer: line("--sea", widening(1.4)), filter: (zoom, one) => !isArea(zoom, one), minzoom: 8 }),
      ...both(["buildings", "building"], { symbolizer: area("--built"), filter: isArea, minzoom: 14 }),
      ...STREETS.flatMap(({ from, width, dash, kinds, main }) =>
        both(["roads", "transportation"], { symbolizer: line(main ? "--main-street" : "--street", widening(width), { dash }), filter: isOne(kinds), minzoom: from })),
      ...both(["boundaries", "boundary"], { symbolizer: line("--border", 1, { dash: [4, 3] }), filter: isLarge }),
    ]
  }

  const widening = (width) => (zoom) => Math.max(THINNEST, width * 2 ** ((zoom - 14) / WIDENING))

  /* Countries and their first-level divisions. */
  const isLarge = (zoom, { props }) =>
    ["country", "region"].includes(props.kind ?? props["pmap:kind"]) || (props.admin_level ?? props["pmap:min_admin_level"] ?? 9) <= 4

  function labelRules(map) {
    const L = window.protomapsL
    const family = getComputedStyle(map.getContainer()).fontFamily
    const look = { labelProps: NAME_PROPERTIES, fill: colour(map, "--soft"), stroke: colour(map, "--land"), width: 2 }
    const font = (size, weight = 400) => `${weight} ${size * shrinking(map)}px ${family}`
    const name = ({ size, capitals }) =>
      new L.CenteredTextSymbolizer({ ...look, ...(capitals ? { font: font(size, 600), textTransform: "uppercase" } : { font: font(size) }) })
    return [
      ...NAMES.flatMap((one) => both(["places", "place"], { symbolizer: name(one), filter: isOne(one.kinds), minzoom: one.from, maxzoom: one.to, sort: largestFirst })),
      ...both(["roads", "transportation_name"], { symbolizer: new L.LineLabelSymbolizer({ ...look, font: font(11) }), minzoom: STREET_NAMES_FROM }),
    ]
  }

  /* Between two whole zooms Leaflet shows the squares of the higher one, shrunk: their letters are drawn larger. */
  const shrinking = (map) => 2 ** (Math.round(map.getZoom()) - map.getZoom())

  const largestFirst = (one, other) => weight(other) - weight(one)
  const weight = (props) => Number(props.population_rank ?? props["pmap:population_rank"] ?? -(props.rank ?? 0)) || 0

  /* ---- the layer ---- */

  function library(known) {
    if (window.protomapsL) return Promise.resolve()
    return new Promise((done, fail) => {
      const script = document.createElement("script")
      Object.assign(script, { src: known.options.assets + LIBRARY, onload: done, onerror: fail })
      document.head.append(script)
    })
  }

  /* What follows the theme and the zoom. */
  const dress = (map) => ({ backgroundColor: colour(map, "--land"), paintRules: paintRules(map), labelRules: labelRules(map) })

  /* An empty layer at once, the squares in it when what draws them is there. */
  function streets(map, tiles, credit) {
    const known = maps.get(map)
    const layer = L.layerGroup()
    library(known).then(() => {
      if (!map.hasLayer(layer)) return // other tiles were chosen meanwhile
      const squares = window.protomapsL.leafletLayer({
        url: tiles.url,
        pane: "tiles",
        minZoom: tiles.min ? tiles.min + DETAIL_LEVELS : 0,
        maxZoom: map.getMaxZoom(),
        maxDataZoom: tiles.max,
        bounds: tiles.bounds,
        attribution: credit,
        ...dress(map),
      })
      layer.addLayer(squares)
      let drawn = shrinking(map)
      layer.on("remove", () => map.off("zoomend", rewrite))
      map.on("zoomend", rewrite)
      function rewrite() {
        if (drawn !== shrinking(map)) layer.repaint()
      }
      layer.repaint = () => {
        drawn = shrinking(map)
        Object.assign(squares, dress(map))
        squares.clearLayout()
        squares.rerenderTiles()
      }
    })
    return layer
  }

  Object.assign(window.Dateline, { streets })
})()
