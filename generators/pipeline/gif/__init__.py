"""Moving pictures of the site: held to the rules of stills, and as light as a page needs."""
