"""Every figure of the site: one folder a page, one file a figure."""
