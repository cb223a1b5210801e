/* <explainer-animation data-gif="..." data-poster="..." data-frames="60" data-steps="0 21 59"
     data-shows='["what each step shows", ...]' data-narrow-gif="..." ...>
     <picture>...<img></picture>
   </explainer-animation>

   Adds Play/Pause, and, where the browser decodes frames (ImageDecoder), a scrubber and buttons that
   go from step to step: the frames between two steps are for the eye only. The data-narrow-...
   attributes describe the picture of a phone. The element holds the poster; without scripts its
   sources choose the moving picture. What moves is fetched when it is wholly in view or asked for,
   and for readers who prefer reduced motion only when it is asked for. */

const reducedMotion = matchMedia("(prefers-reduced-motion: reduce)");
const narrowScreen = matchMedia("(max-width: 719px)"); // as in generators/kit/sizes.py

function button(className, text, label) {
  const element = document.createElement("button");
  element.type = "button";
  element.className = className;
  element.textContent = text;
  if (label) element.setAttribute("aria-label", label);
  return element;
}

/** Whether a picture is wholly in view, or fills the screen below the header. */
function whollySeen({ intersectionRatio, intersectionRect, rootBounds }) {
  return intersectionRatio > 0.95 || intersectionRect.height > 0.8 * (rootBounds?.height ?? Infinity);
}

/** The frames of a GIF, decoded one at a time when they are asked for. */
class Frames {
  static async open(url) {
    const response = await fetch(url);
    if (!response.ok) throw new Error(`${url}: ${response.status}`);
    const decoder = new ImageDecoder({ data: await response.arrayBuffer(), type: "image/gif" });
    await decoder.tracks.ready;
    await decoder.completed;
    return new Frames(decoder);
  }

  constructor(decoder) {
    this.decoder = decoder;
    this.count = decoder.tracks.selectedTrack.frameCount;
  }

  /** Paint frame `index` on `canvas`; resolves to the milliseconds it should stay. */
  async paint(index, canvas) {
    const { image } = await this.decoder.decode({ frameIndex: index });
    if (canvas.width !== image.displayWidth || canvas.height !== image.displayHeight) {
      canvas.width = image.displayWidth;
      canvas.height = image.displayHeight;
    }
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    const milliseconds = (image.duration ?? 100_000) / 1000;
    image.close();
    return milliseconds;
  }
}

class ExplainerAnimation extends HTMLElement {
  connectedCallback() {
    if (this.controls) return;
    this.picture = this.querySelector("picture") ?? this.querySelector("img");
    this.image = this.querySelector("img");
    if (!this.image) return;
    this.playing = false;
    this.index = -1; // the frame on the canvas; none yet
    this.shows = JSON.parse(this.dataset.shows ?? "[]");
    this.choose();
    this.decodes = "ImageDecoder" in window;
    this.addControls();
    this.turned = () => this.turn();
    narrowScreen.addEventListener("change", this.turned);
    this.image.addEventListener("error", () => this.keepPoster());
    if (this.image.complete && !this.image.naturalWidth) this.keepPoster();
    else this.startWhenSeen();
  }

  /** Take the data of the picture that this screen gets. */
  choose() {
    const data = this.dataset;
    const narrow = narrowScreen.matches && data.narrowGif;
    const pick = (wide, small) => (narrow ? small : wide);
    this.gif = pick(data.gif, data.narrowGif);
    this.poster = pick(data.poster, data.narrowPoster);
    this.count = Number(pick(data.frames, data.narrowFrames) ?? 1);
    this.steps = (pick(data.steps, data.narrowSteps) ?? "").split(" ").filter(Boolean).map(Number);
  }

  /** The screen became narrow or wide: begin again with the picture made for it. */
  turn() {
    this.pause();
    this.choose();
    if (!this.querySelector("source")) this.image.src = this.poster;
    this.canvas?.replaceWith(this.picture);
    this.opening = this.canvas = null;
    this.index = -1;
    if (!this.decodes) return;
    this.scrubber.max = this.scrubber.value = String(this.count);
    this.position.textContent = this.where();
  }

  disconnectedCallback() {
    this.playing = false;
    clearTimeout(this.timer);
    this.observer?.disconnect();
    narrowScreen.removeEventListener("change", this.turned);
  }

  addControls() {
    this.controls = document.createElement("div");
    this.controls.className = "animation-controls";
    this.controls.setAttribute("role", "group");
    this.controls.setAttribute("aria-label", "Animation");
    this.toggle = button("animation-toggle", "Play");
    this.toggle.addEventListener("click", () => this.pressToggle());
    this.controls.append(this.toggle);
    if (this.decodes) {
      this.back = button("animation-back", "‹", "One step back");
      this.forward = button("animation-forward", "›", "One step forward");
      this.back.addEventListener("click", () => this.step(-1));
      this.forward.addEventListener("click", () => this.step(1));
      this.scrubber = document.createElement("input");
      this.scrubber.type = "range";
      this.scrubber.min = "1";
      this.scrubber.max = String(this.count);
      this.scrubber.value = this.scrubber.max; // the poster is the last frame
      this.scrubber.setAttribute("aria-label", "Frame");
      this.scrubber.addEventListener("input", () => this.seek(Number(this.scrubber.value) - 1));
      this.position = document.createElement("output");
      this.position.setAttribute("aria-live", "off"); // sixty frames are not sixty announcements
      this.position.textContent = this.where();
      this.said = document.createElement("span");
      this.said.className = "visually-hidden";
      this.said.setAttribute("aria-live", "polite"); // what a step shows, when a reader steps
      this.controls.append(this.back, this.forward, this.scrubber, this.position, this.said);
    }
    this.append(this.controls);
  }

  startWhenSeen() {
    this.showPlaying(false);
    if (reducedMotion.matches) return;
    const steps = Array.from({ length: 20 }, (_, index) => (index + 1) / 20);
    this.observer = new IntersectionObserver(
      (entries) => {
        if (entries.some(whollySeen)) this.play();
      },
      { threshold: steps },
    );
    this.observer.observe(this.image);
  }

  /** Fetch and decode once; afterwards a canvas of the same size stands where the picture was. */
  open() {
    this.opening ??= Frames.open(this.gif).then((frames) => {
      this.frames = frames;
      this.canvas = document.createElement("canvas");
      this.canvas.setAttribute("role", "img");
      this.canvas.setAttribute("aria-label", this.image.alt);
      this.scrubber.max = String(frames.count);
    });
    return this.opening;
  }

  /** Whether there are frames to show; without, the picture is all there is. */
  async opened() {
    try {
      await this.open();
      return true;
    } catch {
      this.fallBack();
      return false;
    }
  }

  async show(index) {
    this.wanted = index;
    if (this.painting) return this.painting;
    this.painting = (async () => {
      let shown = -1;
      let milliseconds = 100;
      while (shown !== this.wanted) {
        shown = this.wanted;
        milliseconds = await this.frames.paint(shown, this.canvas);
      }
      if (!this.canvas.isConnected) this.picture.replaceWith(this.canvas);
      this.index = shown;
      this.scrubber.value = String(shown + 1);
      this.position.textContent = this.where();
      return milliseconds;
    })();
    try {
      return await this.painting;
    } finally {
      this.painting = null;
    }
  }

  /** "step 2 of 5"; between two steps the one that was passed last. The poster is the last frame. */
  where() {
    const at = this.index < 0 ? this.count - 1 : this.index;
    if (!this.steps.length) return `${at + 1} of ${this.count}`;
    const passed = this.steps.findLastIndex((frame) => frame <= at);
    return `step ${Math.max(1, passed + 1)} of ${this.steps.length}`;
  }

  async play() {
    this.observer?.disconnect();
    if (!this.decodes) return this.swap(true);
    this.showPlaying(true);
    if (!(await this.opened())) return;
    let next = (this.index + 1) % this.frames.count;
    const tick = async () => {
      if (!this.playing) return;
      const milliseconds = await this.show(next);
      if (!this.playing) return;
      next = this.index + 1;
      if (next === this.frames.count) this.showPlaying(false); // the last frame stays
      else this.timer = setTimeout(tick, milliseconds);
    };
    await tick();
  }

  async seek(index) {
    this.pause();
    if (!(await this.opened())) return;
    await this.show(Math.max(0, Math.min(this.frames.count - 1, index)));
  }

  /** To the step before or after the frame shown; without steps, to the next frame. */
  async step(by) {
    this.pause();
    if (!(await this.opened())) return;
    // Before anything was played the picture is the poster, which is the last frame.
    if (this.index < 0) this.index = this.frames.count - 1;
    if (!this.steps.length) return this.seek(this.index + by);
    const before = this.steps.findLastIndex((frame) => frame < this.index);
    const after = this.steps.findIndex((frame) => frame > this.index);
    const next = by < 0 ? Math.max(0, before) : after < 0 ? this.steps.length - 1 : after;
    await this.seek(this.steps[next]);
    this.said.textContent = this.shows[next] ?? "";
  }

  pause() {
    clearTimeout(this.timer);
    this.observer?.disconnect();
    this.showPlaying(false);
  }

  pressToggle() {
    if (!this.playing) this.play();
    else if (this.decodes) this.pause();
    else this.swap(false);
  }

  /** Without frames: the moving picture or the poster. */
  swap(playing) {
    for (const source of this.querySelectorAll("source")) source.remove();
    this.image.src = playing ? this.gif : this.poster;
    this.showPlaying(playing);
  }

  fallBack() {
    if (!this.decodes || this.missing) return;
    this.decodes = false;
    const parts = [this.back, this.forward, this.scrubber, this.position, this.said];
    for (const part of parts) part.remove();
    this.swap(true);
  }

  /** The moving picture cannot be had: its last picture stays, and there is nothing to press. */
  keepPoster() {
    if (this.missing) return; // the poster too
    this.pause();
    this.missing = true;
    for (const source of this.querySelectorAll("source")) source.remove();
    this.image.src = this.poster;
    this.controls.textContent = "The animation could not be loaded; this is its last picture.";
  }

  showPlaying(playing) {
    this.playing = playing;
    this.toggle.textContent = playing ? "Pause" : "Play";
    this.toggle.setAttribute("aria-label", playing ? "Pause the animation" : "Play the animation");
    this.dataset.state = playing ? "playing" : "paused";
  }
}

customElements.define("explainer-animation", ExplainerAnimation);
