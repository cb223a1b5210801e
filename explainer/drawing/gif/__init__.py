"""Moving pictures: frames in one palette, and the still poster."""
