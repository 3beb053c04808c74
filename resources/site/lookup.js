"use strict";
// Look a case up by its number and the random key of its slip. The published data name no case: the entry is found by
// a hash of both, and read with a pad made from both. SHA-256 is written out here because browsers offer theirs to
// pages from https only.
var papiDesk = (function () {
  var K = [], shards = {}, waiting = null;
  (function () {
    function fraction(x) { return ((x - Math.floor(x)) * 4294967296) | 0; }
    var found = 0;
    for (var n = 2; found < 64; n++) {
      var prime = true;
      for (var d = 2; d * d <= n; d++) if (n % d === 0) { prime = false; break; }
      if (prime) K[found++] = fraction(Math.pow(n, 1 / 3));
    }
  })();
  function bytesOf(text) {
    return Array.prototype.map.call(unescape(encodeURIComponent(text)), function (c) { return c.charCodeAt(0); });
  }
  function sha256(text) {
    var bytes = bytesOf(text), length = bytes.length * 8, w = [], h = [
      0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19];
    bytes.push(0x80);
    while (bytes.length % 64 !== 56) bytes.push(0);
    for (var i = 7; i >= 0; i--) bytes.push(i > 3 ? 0 : (length >>> (i * 8)) & 255);
    function turn(x, n) { return (x >>> n) | (x << (32 - n)); }
    for (var at = 0; at < bytes.length; at += 64) {
      for (i = 0; i < 64; i++) {
        if (i < 16) {
          w[i] = (bytes[at + i * 4] << 24) | (bytes[at + i * 4 + 1] << 16) | (bytes[at + i * 4 + 2] << 8) | bytes[at + i * 4 + 3];
        } else {
          var s0 = turn(w[i - 15], 7) ^ turn(w[i - 15], 18) ^ (w[i - 15] >>> 3);
          var s1 = turn(w[i - 2], 17) ^ turn(w[i - 2], 19) ^ (w[i - 2] >>> 10);
          w[i] = (w[i - 16] + s0 + w[i - 7] + s1) | 0;
        }
      }
      var v = h.slice();
      for (i = 0; i < 64; i++) {
        var e = v[4], a = v[0];
        var t1 = (v[7] + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & v[5]) ^ (~e & v[6])) + K[i] + w[i]) | 0;
        var t2 = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & v[1]) ^ (a & v[2]) ^ (v[1] & v[2]))) | 0;
        v = [(t1 + t2) | 0, v[0], v[1], v[2], (v[3] + t1) | 0, v[4], v[5], v[6]];
      }
      for (i = 0; i < 8; i++) h[i] = (h[i] + v[i]) | 0;
    }
    return h.map(function (x) { return ("0000000" + (x >>> 0).toString(16)).slice(-8); }).join("");
  }
  function digest(purpose, base) { return sha256("papi-desk/" + purpose + "\n" + base); }
  function unsealed(sealed, base) {
    var pad = digest("pad-1", base) + digest("pad-2", base), text = "";
    for (var i = 0; i < sealed.length; i += 2) {
      text += String.fromCharCode(parseInt(sealed.substr(i, 2), 16) ^ parseInt(pad.substr(i, 2), 16));
    }
    return text.trim().split(";");
  }
  function day(text) {
    if (!text) return "";
    var words = text.slice(6, 8) + "/" + text.slice(4, 6) + "/" + text.slice(0, 4);
    return text.length > 8 ? text.slice(8, 10) + ":" + text.slice(10, 12) + " ngày " + words : words;
  }
  var page = null, answer = null;
  function say(text) {
    answer.textContent = "";
    var line = document.createElement("p");
    line.textContent = text;
    answer.appendChild(line);
  }
  function tell(parts) {
    var list = document.createElement("dl"), status = page.statuses[parts[0]] || parts[0];
    [["Trạng thái", status], ["Ngày tiếp nhận", day(parts[1])], ["Hẹn trả kết quả", day(parts[2])],
     ["Ngày xử lý xong", day(parts[3])], ["Ngày trả kết quả", day(parts[4])]].forEach(function (pair) {
      if (!pair[1]) return;
      var name = document.createElement("dt"), value = document.createElement("dd");
      name.textContent = pair[0];
      value.textContent = pair[1];
      list.appendChild(name);
      list.appendChild(value);
    });
    answer.textContent = "";
    answer.appendChild(list);
    if (answer.scrollIntoView) answer.scrollIntoView({ block: "nearest" });
  }
  function look(code, key) {
    code = code.replace(/\s+/g, "").toUpperCase();
    key = key.replace(/\s+/g, "");
    var typed = key.replace(/[^0-9a-z]/gi, "");
    if (typed.length === 15) key = typed.toUpperCase();
    if (!code || !key) { say("Hãy nhập cả số tiếp nhận và khóa tra cứu in trên giấy tiếp nhận."); return; }
    var base = page.salt + "\n" + code + "\n" + key, shard = digest("shard", base).slice(0, page.digits);
    var id = digest("name", base).slice(0, 32);
    function found() {
      var sealed = (shards[shard] || {})[id];
      if (sealed) tell(unsealed(sealed, base));
      else say("Không tìm thấy: số tiếp nhận và khóa không khớp, hoặc hồ sơ đã xong từ lâu. Hãy kiểm tra lại từng chữ, có phân biệt chữ hoa, chữ thường.");
    }
    if (shards[shard]) { found(); return; }
    say("Đang tìm…");
    var script = document.createElement("script");
    script.src = "tra-cuu/" + (shard || "tat-ca") + ".js";
    script.onload = found;
    script.onerror = function () { shards[shard] = {}; found(); };
    document.head.appendChild(script);
  }
  return {
    sha256: sha256,
    shard: function (name, entries) { shards[name] = entries; },
    start: function (data) {
      page = data;
      answer = document.getElementById("tra-loi");
      var form = document.getElementById("tra-cuu"), code = document.getElementById("ma"), key = document.getElementById("khoa");
      form.addEventListener("submit", function (event) { event.preventDefault(); look(code.value, key.value); });
      function take() {
        var asked = location.search + "&" + location.hash.slice(1);
        var given = [/[?&]ma=([^&]*)/.exec(asked), /[?&]k=([^&]*)/.exec(asked)];
        if (given[0]) code.value = decodeURIComponent(given[0][1]);
        if (given[1]) key.value = decodeURIComponent(given[1][1]);
        if (given[0] && given[1]) {
          if (history.replaceState) history.replaceState(null, "", location.pathname);
          look(code.value, key.value);
        }
      }
      window.addEventListener("hashchange", take);
      take();
    }
  };
})();
