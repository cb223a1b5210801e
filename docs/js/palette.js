// The colours that a reader chose, set before anything is painted; before.js knows where they are kept.
{
  const { color } = window.__md_get("__palette") ?? {};
  if (color?.media === "(prefers-color-scheme)") {
    const system = matchMedia("(prefers-color-scheme: light)").matches ? "light" : "dark";
    const chosen = `[data-md-color-media="(prefers-color-scheme: ${system})"]`;
    const { dataset } = document.querySelector(chosen);
    color.media = dataset.mdColorMedia;
    color.scheme = dataset.mdColorScheme;
    color.primary = dataset.mdColorPrimary;
    color.accent = dataset.mdColorAccent;
  }
  for (const [key, value] of Object.entries(color ?? {}))
    document.body.setAttribute(`data-md-color-${key}`, value);
}
