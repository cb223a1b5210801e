// What must be there before the theme's own script: where it remembers a reader's choices, and a search
// that waits until someone searches. The theme writes the first into every page; as a file it lets a
// host forbid scripts in pages (Content-Security-Policy). No module: those run too late.
{
  const here = new URL(document.currentScript.dataset.base, location);
  const name = (key, scope) => `${scope.pathname}.${key}`;
  Object.assign(window, {
    __md_scope: here,
    __md_hash: (text) => [...text].reduce((sum, letter) => (sum << 5) - sum + letter.charCodeAt(0), 0),
    __md_get: (key, store = localStorage, scope = here) => JSON.parse(store.getItem(name(key, scope))),
    __md_set: (key, value, store = localStorage, scope = here) => {
      try {
        store.setItem(name(key, scope), JSON.stringify(value));
      } catch {
        // A store that is full or forbidden: the choice lasts for this page.
      }
    },
  });
}

// The theme fetches its search worker and index with every page. Here both wait.
{
  let want;
  const wanted = new Promise((resolve) => {
    want = resolve;
  });
  const look = ({ target }) => {
    if (target.closest?.(".md-search, [for=__search]")) want();
  };
  for (const type of ["focusin", "pointerdown"]) addEventListener(type, look, true);
  if (new URLSearchParams(location.search).has("q")) want();

  const { Worker, XMLHttpRequest: Request } = window;
  window.Worker = class extends EventTarget {
    constructor(...given) {
      super();
      this.started = wanted.then(() => {
        const worker = new Worker(...given);
        worker.onmessage = ({ data }) => {
          const message = new MessageEvent("message", { data });
          this.onmessage?.(message);
          this.dispatchEvent(message);
        };
        return worker;
      });
    }
    postMessage(...given) {
      this.started.then((worker) => worker.postMessage(...given));
    }
    terminate() {
      this.started.then((worker) => worker.terminate());
    }
  };
  const { open, send } = Request.prototype;
  Request.prototype.open = function (method, address, ...rest) {
    this.waits = /\/search[\w/]*\.json$/.test(address);
    return open.call(this, method, address, ...rest);
  };
  Request.prototype.send = function (body) {
    if (this.waits) wanted.then(() => send.call(this, body));
    else send.call(this, body);
  };
}
