"""The models in numbers, quoted on several pages."""
