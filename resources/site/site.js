"use strict";
// Search a list without accents; works from a folder, asks nobody else.
(function () {
  function plain(text) {
    return text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[đĐ]/g, "d").toLowerCase();
  }
  var field = document.getElementById("tim");
  if (!field) return;
  var rows = Array.prototype.slice.call(document.querySelectorAll("[data-row]"));
  var words = rows.map(function (row) { return plain(row.textContent); });
  var count = document.getElementById("dem");
  function narrow() {
    var asked = plain(field.value).split(/\s+/).filter(Boolean), shown = 0;
    rows.forEach(function (row, at) {
      var fits = asked.every(function (word) { return words[at].indexOf(word) >= 0; });
      row.hidden = !fits;
      shown += fits ? 1 : 0;
    });
    count.textContent = shown + " / " + rows.length + " thủ tục";
  }
  field.addEventListener("input", narrow);
  var asked = /[?&#]q=([^&]*)/.exec(location.search + location.hash);
  if (asked) field.value = decodeURIComponent(asked[1].replace(/\+/g, " "));
  narrow();
})();
