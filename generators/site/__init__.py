"""The parts that belong to the site builder: the hook that weaves, and its templates."""
