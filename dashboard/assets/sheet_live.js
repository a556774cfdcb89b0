/* Part of sheet.js, to which it is appended: what others change in the open article is shown without a click. The
   browser asks the server for a word that changes with the article, some bytes every few seconds; the page itself is
   only drawn anew when it is another word. */

const LOOK_MS = 4000 // ms between two looks
const SURE_MS = 600 // ms after which another word is looked at again: it may be this reader's own change on its way
const HANDS_ON = '[role="dialog"], .st-key-task_body :is(input, textarea)' // nothing is drawn anew under somebody's hands

function followOthers(sheet, stamp) {
  sheet.stamp = stamp ?? ""
  if (sheet.looking) return
  sheet.looking = setInterval(() => (sheet.root.isConnected ? look(sheet) : clearInterval(sheet.looking)), LOOK_MS)
  sheet.onSeen = () => (sheet.root.isConnected ? look(sheet) : document.removeEventListener("visibilitychange", sheet.onSeen))
  document.addEventListener("visibilitychange", sheet.onSeen)
}

async function look(sheet, before = null) {
  const { article, stamp } = sheet
  if (!stamp || document.hidden || isAtWork()) return
  const now = await stampOf(article)
  if (!now || now === sheet.stamp || stamp !== sheet.stamp || article !== sheet.article) return
  if (now !== before) return void setTimeout(() => look(sheet, now), SURE_MS)
  sheet.send("act", ["refresh", ""])
}

const isAtWork = () => Boolean(document.querySelector(HANDS_ON) || document.activeElement?.closest(TYPING))

async function stampOf(article) {
  const answer = await fetch(`api/stamp/${encodeURIComponent(article)}`).catch(() => null)
  return answer?.ok ? (await answer.json()).stamp : ""
}
