"""Still pictures of the site: their size on a page, and what can be clicked in them."""
