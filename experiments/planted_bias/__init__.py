"""A bias planted in made-up text: is it in the output, and does an attention heatmap show it?"""
