/* Ties the map of the HTML file to its list and its text: what is chosen in one is lit in all. */

;(() => {
  const MARGIN = 40 // px above a statement, for the name of its place
  const data = JSON.parse(document.getElementById("dateline-data").textContent)
  const box = document.getElementById("map")
  box.replaceChildren()
  const map = L.map(box, { center: [25, 10], zoom: 2, minZoom: 1, maxZoom: 18, zoomSnap: 0.5 })
  window.Dateline.start(map, { data: data.base })
  window.Dateline.places(data.places).addTo(map)

  const of = (key, selector) => [...document.querySelectorAll(selector)].filter((element) => element.dataset.key === key)

  function light(key) {
    document.querySelectorAll(".chosen").forEach((element) => element.classList.remove("chosen"))
    of(key, ".group, mark").forEach((element) => element.classList.add("chosen"))
    return of(key, ".group")[0]
  }

  map.on("popupopen", (event) => event.popup.key && follow(event.popup.key))

  function follow(key) {
    const group = key && light(key)
    const pane = group?.closest(".statements")
    if (pane && pane.scrollHeight > pane.clientHeight) pane.scrollTo({ top: group.offsetTop - pane.offsetTop })
  }

  function choose(key) {
    light(key)
    window.Dateline.select(map, key)
    window.Dateline.open(map, key)
  }

  /* Shows the statement that the address names, with its place on the map. */
  function arrive() {
    const card = document.getElementById(decodeURIComponent(location.hash.slice(1)))
    const pane = card?.closest(".statements")
    if (!pane) return
    const key = card.closest(".group").dataset.key
    if (key) choose(key)
    if (pane.scrollHeight <= pane.clientHeight) return
    scrollTo(0, 0) // the browser has scrolled the page as well
    pane.scrollTo({ top: card.offsetTop - pane.offsetTop - MARGIN })
  }
  addEventListener("hashchange", arrive)
  addEventListener("load", () => requestAnimationFrame(arrive))

  const target = (event) => event.target.closest?.("mark[data-key], .group[data-key] h2")
  const keyOf = (element) => element.dataset.key ?? element.closest(".group").dataset.key
  document.addEventListener("click", (event) => target(event) && choose(keyOf(target(event))))
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && target(event)) choose(keyOf(target(event)))
  })
})()
