"""The figures of docs/heatmaps.md."""
