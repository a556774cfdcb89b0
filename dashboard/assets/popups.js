/* What a place says when it is pointed at or clicked: text nodes only. */

;(() => {
  const { make } = window.Dateline
  const PHONE_BELOW = 500 // px of width: a phone has no room to give away
  const POPUP = { maxWidth: 330, minWidth: 220, className: "dateline-popup", autoPan: false } // see glance.js
  const ONE_POINT_PX = 9 // places nearer to one another than this cannot be told apart by a finger
  const MOST_CHOICES = 60 // places listed where many lie on one point
  const TIP_LIFT = 5 // px between the middle of a point and the tip of its popup
  const CLOSER = 3 // zoom levels that "closer" goes in where a place is a mere point

  const TYPE = ['400 15px "Source Serif 4"', '600 16px "Source Serif 4"'] // of popups

  const isPhone = (map) => map.getSize().x < PHONE_BELOW
  const counted = (number) => `${number.toLocaleString("en")} statement${number === 1 ? "" : "s"}`
  const claimsOf = (known, about) => about.claims.map((id) => known.places.claims[id]).filter(Boolean)

  /* ---- pointed at ---- */

  function tooltipOf(known, about) {
    const first = claimsOf(known, about)[0]
    const head = make("div", "head", make("b", "", about.title), about.count ? ` · ${counted(about.count)}` : " · only named")
    const said = first && make("div", "said", `${first.heading}${first.note ? `, ${first.note}` : ""}, ${first.how}: `, ...wordsOf(first))
    return make("div", "tip", head, said)
  }

  /* Type that comes after the first popup was placed would make it higher than its place. */
  const loadType = () => TYPE.forEach((type) => document.fonts?.load(type))

  /* ---- clicked ---- */

  /* One place opens; several on one point are offered for a choice; areas that lie over one another name each other. */
  function clicked(map, known, about, event) {
    const here = under(map, known, event)
    const points = here.filter((one) => one.shape === "point")
    if (points.length > 1) return offer(map, known, points, event.latlng)
    return open(map, known, about, { at: event.latlng, others: here.filter((one) => one.key !== about.key) })
  }

  function under(map, known, event) {
    const click = map.latLngToContainerPoint(event.latlng)
    const points = known.places.all.filter((one) => one.shape === "point" && isAt(map, one, click))
    const { clientX, clientY } = event.originalEvent ?? {}
    const drawn = clientX === undefined ? [] : document.elementsFromPoint(clientX, clientY)
    const keys = drawn.map((element) => element.dataset?.key).filter(Boolean)
    return [...new Set([...points, ...keys.map((key) => known.places.byKey.get(key)).filter(Boolean)])]
  }

  const isAt = (map, about, click) => map.latLngToContainerPoint(about.latlng).distanceTo(click) <= ONE_POINT_PX

  function onOnePoint(map, known, about) {
    const point = map.latLngToContainerPoint(about.latlng)
    return known.places.all.filter((one) => one !== about && one.shape === about.shape && isAt(map, one, point))
  }

  function open(map, known, about, { at = about.latlng, marker = null, others = onOnePoint(map, known, about) } = {}) {
    known.clicks += 1
    Dateline.remember(map, known)
    Dateline.tell(known, about.key, at)
    Dateline.choose(map, known, about.key)
    tellPage()
    const handle = marker ?? Dateline.handleOf(known, about.key)
    handle?.closeTooltip()
    if (marker) Dateline.bring(map, known, about, false) // its shape may be a speck
    const lift = L.point(0, isAbove(marker) ? marker.box.top + 4 : about.shape === "point" ? -TIP_LIFT : 0)
    show(map, known, popupOf(map, known, about, others), at, lift, about.key)
  }

  /* On a small screen the list of statements comes before the article. */
  function tellPage() {
    try {
      window.parent.dispatchEvent(new CustomEvent("dateline:opened"))
    } catch {
      // a page of another origin holds the frame: it has no list of ours
    }
  }

  /* A popup points at the place; where its handle stands just above the place, at that. */
  const isAbove = (marker) => marker?.box && marker.box.bottom <= 0 && marker.box.left <= 0 && marker.box.right >= 0

  function show(map, known, content, at, lift, key) {
    known.popup = L.popup({ ...POPUP, offset: lift })
    known.popup.setLatLng(at).setContent(content)
    Object.assign(known.popup, { key, lift })
    known.popup.openOn(map)
    Dateline.seat(map, known)
    L.DomEvent.disableScrollPropagation(content.querySelector(".claims, .choices"))
  }

  /* The places were drawn anew: an open popup tells what is there now, and closes where its place is gone. */
  function refreshPopup(map, known) {
    if (!known.popup?.key || !map.hasLayer(known.popup)) return
    const about = known.places.byKey.get(known.popup.key)
    if (about) known.popup.setContent(popupOf(map, known, about, onOnePoint(map, known, about)))
    else map.closePopup(known.popup)
  }

  function offer(map, known, places, at) {
    const rows = places.slice(0, MOST_CHOICES).map((about) => choice(map, known, about))
    const more = places.length > MOST_CHOICES ? make("p", "more", `and ${places.length - MOST_CHOICES} more: zoom in`) : null
    const head = make("div", "head", make("b", "", `${places.length} places on this point`))
    const body = make("div", "place-popup", head, make("div", "choices", ...rows, more))
    Dateline.remember(map, known)
    show(map, known, named(body, "Places on this point"), at, L.point(0, 4), null)
  }

  function choice(map, known, about) {
    const label = make("button", `choice sign-${about.sign}`, make("b", "", about.title), make("span", "note", about.count ? counted(about.count) : "only named"))
    label.type = "button"
    label.addEventListener("click", () => open(map, known, about, { others: [] }))
    return label
  }

  function named(body, label) {
    body.setAttribute("role", "dialog")
    body.setAttribute("aria-label", label)
    return body
  }

  function popupOf(map, known, about, others) {
    const count = about.count > 1 ? make("small", "count", counted(about.count)) : null
    const head = make("div", "head", make("b", "", about.title), count, make("small", "", about.subtitle))
    if (about.twin) head.append(make("small", "", about.twin))
    if (about.doubt) head.append(make("small", "doubt", `which place it is: ${about.doubt}${about.country ? ` · in ${about.country}` : ""}`))
    const more = about.more ? make("p", "more", `and ${counted(about.more)} more in the list`) : null
    const claims = make("div", "claims", ...claimsOf(known, about).map(claimOf), more)
    claims.tabIndex = 0 // so that keys can scroll it
    const also = others.length ? make("div", "also", "also here: ", ...others.slice(0, 4).map((one) => link(one.title, () => open(map, known, one, { others: [] })))) : null
    const foot = make("p", "foot", "As reported, not verified", closerLink(map, known, about))
    return named(make("div", "place-popup", head, claims, also, foot), about.title)
  }

  function link(label, act) {
    const button = make("button", "plain-link", label)
    button.type = "button"
    button.addEventListener("click", act)
    return button
  }

  /* A shape that is a speck on the map of the whole story can be looked at closely. */
  function closerLink(map, known, about) {
    const bounds = Dateline.boundsOf(known, about)
    const target = bounds ? map.getBoundsZoom(bounds.pad(0.4)) : Math.min(map.getZoom() + CLOSER, Dateline.CLOSEST_FIT)
    if (target < map.getZoom() + 1) return null
    return link("look closer", () => {
      if (bounds) map.fitBounds(bounds.pad(0.4))
      else map.setView(about.latlng, target)
    })
  }

  function claimOf(one) {
    const who = make("div", "who", make("b", "", one.heading), one.note && make("span", "note", one.note))
    const how = make("div", `how sign-${one.sign}`, make("span", "said-how", one.how), one.cue && make("span", "note", one.cue))
    const words = make("p", "words", ...wordsOf(one))
    words.dir = "auto"
    const against = one.against.map((line) => make("div", "against", line))
    return make("article", "one-claim", who, how, words, one.when && make("div", "when", one.when), ...against)
  }

  const wordsOf = (one) => one.pieces.map(([text, quoted]) => (quoted ? make("q", "", text) : text))

  Object.assign(window.Dateline, { tooltipOf, clicked, offer, openPlace: open, refreshPopup, loadType, counted, isPhone, ONE_POINT_PX })
})()
